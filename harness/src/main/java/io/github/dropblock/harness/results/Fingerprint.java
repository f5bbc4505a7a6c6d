package io.github.dropblock.harness.results;

import io.github.dropblock.harness.files.FileDigest;
import java.io.IOException;
import java.nio.file.Path;

/** SHA-256 of a file, in hexadecimal. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Path file) throws IOException {
    return FileDigest.of(file, "SHA-256");
  }
}
