package io.github.dropblock.plugin;

import io.github.dropblock.harness.report.Report;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.OwnTemplates;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes the report of a run again, from the files in its folder. */
@Mojo(name = "report", requiresProject = false, aggregator = true, threadSafe = true)
public class ReportMojo extends RunMojo {

  /** Folder of Freemarker templates that replace the report's own, file by file. */
  @Parameter(property = "dropblock.templates")
  private File templates;

  @Override
  void perform() throws IOException {
    getLog()
        .info(
            "Report: "
                + Report.render(existingRun(), OwnTemplates.of(templates), FlagAdvice.WORDS));
  }
}
