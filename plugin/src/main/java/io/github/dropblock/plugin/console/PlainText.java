package io.github.dropblock.plugin.console;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text for a log whose charset lacks some characters, such as that of a terminal without UTF-8,
 * which shows a question mark for each.
 *
 * @param charset of the log
 */
public record PlainText(Charset charset) {
  private static final Map<String, String> PLAIN =
      Map.of(
          "×", "x", "·", "*", "–", "-", "—", "-", "“", "\"", "”", "\"", "’", "'", "…", "...", "≥",
          ">=", "≤", "<=");

  /** For what this JVM prints. */
  public static PlainText ofOutput() {
    return new PlainText(
        Stream.of("stdout.encoding", "sun.stdout.encoding")
            .map(System::getProperty)
            .filter(name -> name != null && Charset.isSupported(name))
            .findFirst()
            .map(Charset::forName)
            .orElseGet(Charset::defaultCharset));
  }

  /** The text, with what the charset lacks in characters that every one has. */
  public String of(String text) {
    CharsetEncoder encoder = charset.newEncoder();
    if (encoder.canEncode(text)) {
      return text;
    }
    return text.codePoints()
        .mapToObj(Character::toString)
        .map(one -> encoder.canEncode(one) ? one : PLAIN.getOrDefault(one, one))
        .collect(Collectors.joining());
  }
}
