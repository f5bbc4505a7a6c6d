package io.github.dropblock.plugin;

import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.schedule.MatrixOutcome;
import io.github.dropblock.harness.schedule.MatrixRunner;
import io.github.dropblock.harness.schedule.RunRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Trains a matrix of networks, regularizers and seeds, each cell in a JVM of its own, and writes a
 * report beside the paper's figures. Run again, it goes on where it stopped.
 */
@Mojo(name = "reproduce", requiresProject = false, aggregator = true, threadSafe = true)
public class ReproduceMojo extends MachineMojo {

  /** Folder of Freemarker templates that replace the report's own, file by file. */
  @Parameter(property = "dropblock.templates")
  private File templates;

  private final RepositorySystem repositories;

  @Inject
  ReproduceMojo(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  void perform() throws MojoFailureException, IOException, InterruptedException {
    Optional<Path> ownTemplates = OwnTemplates.of(templates);
    Plan plan = plan();
    plan.lines().forEach(getLog()::info);
    plan.warnings().forEach(getLog()::warn);
    RunRequest request = plan.request();
    fetch();
    MatrixOutcome outcome;
    try (InterruptionNotice notice = new InterruptionNotice(getLog())) {
      outcome = new MatrixRunner(launcher(plan, repositories), progress(plan)).run(request);
    }
    getLog().info("Report: " + Report.render(request.directory(), ownTemplates));
    if (!outcome.failed().isEmpty()) {
      throw new MojoFailureException(FailedCells.describe(outcome, request.directory()));
    }
  }
}
