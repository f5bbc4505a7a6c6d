package io.github.dropblock.harness.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * A folder that native libraries are to be unpacked into. A file system may be mounted so that
 * nothing on it can be run ({@code noexec}), which holds for libraries too.
 *
 * @param folder that need not be there
 */
public record ExecutableFolder(Path folder) {
  /** {@code EACCES}, as the JDK words it in every language. */
  private static final String DENIED = "error=13";

  /** Whether a program there could be run; true where that can't be found out. */
  public boolean runs() throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return true;
    }
    Path there = folder.toAbsolutePath();
    while (Files.notExists(there)) {
      there = Objects.requireNonNull(there.getParent(), "a file system's root is there");
    }
    Path program =
        Files.createTempFile(
            there,
            "dropblock-",
            ".sh",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Files.writeString(program, "#!/bin/sh\n");
      new ProcessBuilder(program.toString()).start().destroy();
      return true;
    } catch (IOException e) {
      // Whatever else is amiss, such as a missing shell, is not the folder's fault.
      return !String.valueOf(e.getMessage()).contains(DENIED);
    } finally {
      Files.deleteIfExists(program);
    }
  }
}
