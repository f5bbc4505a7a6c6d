package io.github.dropblock.plugin;

import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.run.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes the report of a run again, from the files in its folder. */
@Mojo(name = "report", requiresProject = false, aggregator = true, threadSafe = true)
public class ReportMojo extends DropBlockMojo {

  /** Folder of Freemarker templates that replace the report's own, file by file. */
  @Parameter(property = "dropblock.templates")
  private File templates;

  /** The profile whose name the run bears when {@code dropblock.run} is not given. */
  @Parameter(property = "dropblock.profile", defaultValue = "quick")
  private String profile;

  @Override
  void perform() throws IOException {
    RunDirectory directory = directory(runName(profile));
    if (Files.notExists(directory.runFile())) {
      throw new IllegalArgumentException(
          "no run in %s; run dropblock:reproduce first, or name another run with %s"
              .formatted(directory.path(), Parameters.flag("run")));
    }
    getLog().info("Report: " + Report.render(directory, Templates.of(templates)));
  }
}
