package io.github.dropblock.harness.node;

import io.github.dropblock.harness.files.TrustedFolder;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a node keeps what cells need and leave. */
final class NodeFolder {
  private static final String OTHER =
      "choose another folder on the nodes with spark.dropblock.nodeCache in -Ddropblock.sparkConf";

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
          ExitCode.NO_SPACE, "%s can't be made (%s); %s".formatted(folder, reason(e), OTHER));
    }
    List<String> refused =
        new TrustedFolder(folder, List.of(folder.resolve("javacpp"))).look().refused();
    if (!refused.isEmpty()) {
      throw new NodeFaultException(
          ExitCode.NO_SPACE,
          "%s, and native code is run from there; mend that, or %s"
              .formatted(refused.get(0), OTHER));
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
