package io.github.dropblock.plugin;

import io.github.dropblock.harness.verify.Baseline;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.parameters.Paths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
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

  @Override
  void perform() throws IOException {
    if (baseline == null) {
      throw new IllegalArgumentException(
          "no file to write; name one with " + Parameters.flag("baseline") + "=FILE");
    }
    Path file = baseline.toPath().toAbsolutePath().normalize();
    Paths.writableFile("baseline", file);
    Baseline accepted = Baseline.of(existingRun());
    accepted.write(file);
    getLog().info("Baseline of %s cells: %s".formatted(accepted.cells().size(), file));
  }
}
