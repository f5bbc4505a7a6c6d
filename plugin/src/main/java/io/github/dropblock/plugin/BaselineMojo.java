package io.github.dropblock.plugin;

import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.parameters.Paths;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Accepts a finished run: writes what it reached into a file to keep under version control, which
 * {@code verify} holds later runs against.
 */
@Mojo(name = "baseline", requiresProject = false, aggregator = true, threadSafe = true)
public class BaselineMojo extends RunMojo {

  /** The file of an accepted run: {@code baseline} writes it, {@code verify} reads it. */
  @Parameter(property = "dropblock.baseline")
  private File baseline;

  @Inject
  BaselineMojo(HostMachine machine, Runs runs) {
    super(machine, runs);
  }

  @Override
  void perform() throws IOException {
    if (baseline == null) {
      throw new IllegalArgumentException(
          "no file to write; name one with " + Parameters.flag("baseline") + "=FILE");
    }
    Path file = baseline.toPath().toAbsolutePath().normalize();
    Paths.writableFile("baseline", file);
    int cells = runs().accept(existingRun(), file);
    getLog().info("Baseline of %s cells: %s".formatted(cells, file));
  }
}
