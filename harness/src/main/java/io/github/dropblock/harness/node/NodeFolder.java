package io.github.dropblock.harness.node;

import io.github.dropblock.harness.files.TrustedFolder;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a node keeps what cells need and leave. */
final class NodeFolder {
  private NodeFolder() {}

  /**
   * The folder, made if need be.
   *
   * @param asked by the user, below the home folder if it is relative: an executor's own folder may
   *     lie in a run directory, where links of native libraries are refused; null for the default
   * @throws NodeFaultException if it can't be made, or others could have put code there
   */
  static Path of(@Nullable String asked) throws NodeFaultException, IOException {
    Path folder =
        Path.of(System.getProperty("user.home"))
            .resolve(asked == null ? ".cache/dropblock/node" : asked)
            .toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new NodeFaultException(
          ExitCode.NO_SPACE,
          "%s can't be made (%s)".formatted(folder, reason(e)),
          Remedy.CHOOSE_OTHER_NODE_CACHE);
    }
    List<String> refused =
        new TrustedFolder(folder, List.of(folder.resolve("javacpp"))).look().refused();
    if (!refused.isEmpty()) {
      throw new NodeFaultException(
          ExitCode.NO_SPACE,
          refused.get(0) + ", and native code is run from there",
          Remedy.CORRECT_THAT_THERE,
          Remedy.CHOOSE_OTHER_NODE_CACHE);
    }
    return folder;
  }

  /** Such as that the file system is read-only; of some the name of the class says more. */
  private static String reason(IOException cause) {
    return cause instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : cause.getClass().getSimpleName();
  }
}
