package io.github.dropblock.plugin;

import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.parameters.Paths;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Merges a file that {@code export} wrote into a run of the same settings and images, or makes a
 * run of it, and says which cells are missing still. The run bears the name that it was exported
 * under unless {@code dropblock.run} gives another.
 */
@Mojo(name = "import", requiresProject = false, aggregator = true, threadSafe = true)
public class ImportMojo extends DropBlockMojo {

  /** A run in one file: {@code export} writes it, {@code import} reads it. */
  @Parameter(property = "dropblock.archive")
  private File archive;

  private final Runs runs;

  @Inject
  ImportMojo(HostMachine machine, Runs runs) {
    super(machine);
    this.runs = runs;
  }

  @Override
  boolean goesOn() {
    return true;
  }

  @Override
  void perform() throws IOException {
    if (archive == null) {
      throw new IllegalArgumentException(
          "no file to read; name one that dropblock:export wrote with "
              + Parameters.flag("archive")
              + "=FILE");
    }
    runs.merge(
            Paths.file("archive", archive.toPath()), exportedAs -> directory(runName(exportedAs)))
        .forEach(getLog()::info);
  }
}
