package io.github.dropblock.harness.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file that could not be written, as on a full disk: which, why, and what to do about it. */
public final class UnwritableFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final String withoutAdvice;

  UnwritableFileException(Path file, IOException cause) {
    super(
        "%s; free disk space, or change its folder's permissions, then run again"
            .formatted(told(file, cause)),
        cause);
    this.withoutAdvice = told(file, cause);
  }

  private static String told(Path file, IOException cause) {
    return "%s could not be written (%s)".formatted(file, AtomicFile.reason(cause));
  }

  /** For who has said already what to do. */
  public String withoutAdvice() {
    return withoutAdvice;
  }
}
