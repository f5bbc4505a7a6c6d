package io.github.dropblock.plugin;

import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.Paths;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a run, finished or not, into one small file that {@code import} takes elsewhere: settings,
 * split, metrics, predictions, results and checksums; no photo, nothing made of one, and no path of
 * this machine.
 */
@Mojo(name = "export", requiresProject = false, aggregator = true, threadSafe = true)
public class ExportMojo extends RunMojo {

  /**
   * A run in one file: {@code export} writes it, {@code import} reads it. {@code export}'s default
   * is the run's name with {@code .zip}, beside its folder.
   */
  @Parameter(property = "dropblock.archive")
  private File archive;

  /**
   * Whether cells' weights travel too; unfinished cells do so only with them, and go on where they
   * are imported. They make the file as large as the models are.
   */
  @Parameter(property = "dropblock.checkpoints", defaultValue = "false")
  private boolean checkpoints;

  @Inject
  ExportMojo(HostMachine machine, Runs runs) {
    super(machine, runs);
  }

  @Override
  void perform() throws IOException {
    RunDirectory run = existingRun();
    Path beside = run.path().resolveSibling(run.path().getFileName() + ".zip");
    Path file = archive == null ? beside : archive.toPath().toAbsolutePath().normalize();
    Paths.writableFile("archive", file);
    runs().export(run, file, checkpoints).forEach(getLog()::info);
  }
}
