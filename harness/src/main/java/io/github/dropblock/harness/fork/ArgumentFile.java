package io.github.dropblock.harness.fork;

import io.github.dropblock.harness.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of arguments for {@code java @file}: class paths outgrow the command line of some systems.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html">The java
 *     command, section "java Command-Line Argument Files"</a>
 */
public final class ArgumentFile {
  /** The launcher takes the file's bytes as they are, and the JVM decodes them as it does paths. */
  private static final Charset ENCODING =
      Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

  private ArgumentFile() {}

  /**
   * Replaces {@code file}, an argument to a line.
   *
   * @throws IOException if it can't be written, or an argument has letters that the system's
   *     encoding lacks
   */
  public static void write(Path file, List<String> arguments) throws IOException {
    write(file, arguments, ENCODING);
  }

  static void write(Path file, List<String> arguments, Charset encoding) throws IOException {
    String text = arguments.stream().map(ArgumentFile::quoted).collect(Collectors.joining("\n"));
    ByteBuffer bytes;
    try {
      bytes = encoding.newEncoder().encode(CharBuffer.wrap(text + "\n"));
    } catch (CharacterCodingException e) {
      throw new IOException(
          "'%s' has letters that this system's encoding %s lacks; set LC_ALL=C.UTF-8, or use paths of plain letters"
              .formatted(unencodable(arguments, encoding), encoding),
          e);
    }
    AtomicFile.write(file, out -> out.write(bytes.array(), bytes.arrayOffset(), bytes.limit()));
  }

  private static String unencodable(List<String> arguments, Charset encoding) {
    return arguments.stream()
        .filter(argument -> !encoding.newEncoder().canEncode(argument))
        .findFirst()
        .orElse("");
  }

  private static String quoted(String argument) {
    return "\""
        + argument
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
        + "\"";
  }
}
