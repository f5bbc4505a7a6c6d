package io.github.dropblock.harness.node;

import io.github.dropblock.harness.files.FileDigest;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a cell needs, known by its content: whoever has it once never fetches it again.
 *
 * @param sha256 of its content, lower-case hexadecimal
 * @param name that it had, without folders
 * @param bytes how many it has
 */
public record Blob(String sha256, String name, long bytes) implements Serializable {
  public Blob {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256");
    }
    if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
      throw new IllegalArgumentException("'" + name + "' is not a plain file name");
    }
  }

  /** What a file holds now. */
  public static Blob of(Path file) throws IOException {
    return new Blob(
        FileDigest.of(file, "SHA-256"), file.getFileName().toString(), Files.size(file));
  }
}
