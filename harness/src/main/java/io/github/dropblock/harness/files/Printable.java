package io.github.dropblock.harness.files;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text from strangers, such as names of files in a zip, fit for a line on a terminal: control
 * characters could colour, move or end it, and marks of writing direction reverse it.
 */
public final class Printable {
  /**
   * Unicode's control characters but the tab, format characters (which the directions are), line
   * and paragraph separators, lone surrogates, and two that are not characters, which XML forbids.
   */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\ufffe\uffff&&[^\t]]");

  private Printable() {}

  /** The text with each such character as its escape in Java, {@code \\u001b}. */
  public static String of(String text) {
    return keeping("", text);
  }

  /** The same in a text that may have several lines. */
  public static String lines(String text) {
    return keeping("\n", text);
  }

  /**
   * The same but for some characters.
   *
   * @param kept that stay as they are
   */
  static String keeping(String kept, String text) {
    return UNFIT
        .matcher(text)
        .replaceAll(
            found ->
                kept.contains(found.group())
                    ? found.group()
                    : Matcher.quoteReplacement(escaped(found.group())));
  }

  private static String escaped(String found) {
    StringBuilder escape = new StringBuilder();
    found.chars().forEach(unit -> escape.append(String.format(Locale.ROOT, "\\u%04x", unit)));
    return escape.toString();
  }
}
