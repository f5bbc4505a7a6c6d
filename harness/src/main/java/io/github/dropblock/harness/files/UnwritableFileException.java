package io.github.dropblock.harness.files;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Path;

/** A file that could not be written, as on a full disk: which, and why. */
public final class UnwritableFileException extends RemediableException {
  private static final long serialVersionUID = 1;

  UnwritableFileException(Path file, IOException cause) {
    super(
        "%s could not be written (%s)".formatted(file, AtomicFile.reason(cause)),
        cause,
        Remedy.FREE_DISK_SPACE,
        Remedy.CHANGE_PERMISSIONS_OF_FOLDER);
  }
}
