package io.github.dropblock.plugin;

import io.github.dropblock.harness.archive.Import;
import io.github.dropblock.harness.archive.RunArchive;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.parameters.Paths;
import java.io.File;
import java.io.IOException;
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
    try (RunArchive open = RunArchive.open(Paths.file("archive", archive.toPath()))) {
      new Import()
          .into(directory(runName(open.run().name())), open)
          .lines(FlagAdvice.WORDS)
          .forEach(getLog()::info);
    }
  }
}
