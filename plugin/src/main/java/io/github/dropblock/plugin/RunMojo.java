package io.github.dropblock.plugin;

import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.service.Runs;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals share that read a run. */
abstract class RunMojo extends DropBlockMojo {

  /** The profile whose name the run bears when {@code dropblock.run} is not given. */
  @Parameter(property = "dropblock.profile", defaultValue = "quick")
  private String profile;

  private final Runs runs;

  RunMojo(HostMachine machine, Runs runs) {
    super(machine);
    this.runs = runs;
  }

  /** What the goal has made of the run. */
  final Runs runs() {
    return runs;
  }

  /** Whether there is a run to read. */
  final boolean hasRun() {
    return Files.exists(directory(runName(profile)).runFile());
  }

  /**
   * The run to read.
   *
   * @throws IOException if links in it lead elsewhere
   */
  final RunDirectory existingRun() throws IOException {
    RunDirectory directory = directory(runName(profile));
    if (!hasRun()) {
      throw new IllegalArgumentException(
          "no run in %s; run dropblock:reproduce first, or name another run with %s"
              .formatted(directory.path(), Parameters.flag("run")));
    }
    directory.requireNoLinks();
    return directory;
  }
}
