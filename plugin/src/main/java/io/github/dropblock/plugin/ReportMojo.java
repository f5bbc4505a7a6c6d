package io.github.dropblock.plugin;

import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.OwnTemplates;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes the report of a run again, from the files in its folder. */
@Mojo(name = "report", requiresProject = false, aggregator = true, threadSafe = true)
public class ReportMojo extends RunMojo {

  /** Folder of Freemarker templates that replace the report's own, file by file. */
  @Parameter(property = "dropblock.templates")
  private File templates;

  @Inject
  ReportMojo(HostMachine machine, Runs runs) {
    super(machine, runs);
  }

  @Override
  void perform() throws IOException {
    getLog().info("Report: " + runs().report(existingRun(), OwnTemplates.of(templates)));
  }
}
