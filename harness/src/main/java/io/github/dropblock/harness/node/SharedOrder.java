package io.github.dropblock.harness.node;

import io.github.dropblock.harness.fork.ForkedJvm;
import io.github.dropblock.harness.fork.WatchdogLauncher;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell for a node that sees this machine's files under the same paths: nothing is copied, and the
 * cell's JVM writes into the run directory itself.
 *
 * @param cell its number within the run
 * @param folder of the cell
 * @param classPath of the cell's JVM
 * @param jvm how its JVM is started
 * @param platform that the class path's native libraries are for, as {@link NodeFitness} has it
 * @param cache folder on each node; null for one in the user's home
 */
public record SharedOrder(
    int cell,
    String folder,
    List<String> classPath,
    CellJvm jvm,
    String platform,
    @Nullable String cache)
    implements Errand {
  public SharedOrder {
    classPath = List.copyOf(classPath);
  }

  @Override
  public int run(Here here) throws IOException, InterruptedException, NodeFaultException {
    return new Correspondence(cell, here).about(start -> train(here));
  }

  private int train(Here here) throws IOException, InterruptedException, NodeFaultException {
    NodeFitness.require(here.unfit());
    NodeFitness.require(platform, jvm.memory());
    CellDirectory directory = new CellDirectory(Path.of(folder));
    if (Files.notExists(directory.settingsFile())) {
      throw new NodeFaultException(
          ExitCode.BAD_SETTINGS,
          "it does not see " + folder,
          Remedy.MOUNT_THERE,
          Remedy.COPY_TO_NODES);
    }
    ForkedJvm launcher =
        new ForkedJvm(
            jvm.options(
                classPath.stream().map(Path::of).toList(),
                here.gpu(),
                NodeFolder.of(cache).resolve("javacpp")),
            jvm.mainClass());
    int status = new WatchdogLauncher(launcher, jvm.limit()).launch(directory);
    NodeFaultException.requireNone(directory, status);
    return status;
  }
}
