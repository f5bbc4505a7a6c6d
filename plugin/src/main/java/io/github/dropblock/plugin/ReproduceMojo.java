package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.Reading;
import io.github.dropblock.harness.live.ReportedRun;
import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.harness.schedule.RunRequest;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.OwnTemplates;
import io.github.dropblock.plugin.parameters.Parameters;
import io.github.dropblock.plugin.service.Launchers;
import io.github.dropblock.plugin.service.Runs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Trains a matrix of networks, regularizers and seeds, each cell in a JVM of its own, and writes a
 * report beside the paper's figures. Run again, it goes on where it stopped.
 */
@Mojo(name = "reproduce", requiresProject = false, aggregator = true, threadSafe = true)
public class ReproduceMojo extends ClusterMojo {

  /** Folder of Freemarker templates that replace the report's own, file by file. */
  @Parameter(property = "dropblock.templates")
  private File templates;

  /**
   * Other readings of the paper to train the same matrix by as well, each into a run beside this
   * one, for the report to join: linear-schedule (DropBlock's keep probability goes linearly from 1
   * down to p), no-stage4 (DropBlock leaves out ResNet-34's stage 4).
   */
  @Parameter(property = "dropblock.readings")
  private List<String> readings;

  private final Launchers launchers;
  private final Runs runs;

  @Inject
  ReproduceMojo(HostMachine machine, Downloads downloads, Launchers launchers, Runs runs) {
    super(machine, downloads);
    this.launchers = launchers;
    this.runs = runs;
  }

  @Override
  boolean goesOn() {
    return true;
  }

  @Override
  void perform() throws MojoFailureException, IOException, InterruptedException {
    Optional<Path> ownTemplates = OwnTemplates.of(templates);
    LaunchPlan plan = plan();
    plan.lines().forEach(getLog()::info);
    plan.warnings().forEach(getLog()::warn);
    List<RunRequest> others = others(plan.request());
    fetch();
    train(
        plan,
        launchers,
        launcher -> {
          train(plan.request(), plan, launcher, ownTemplates);
          for (RunRequest other : others) {
            train(other, plan, launcher, ownTemplates);
            // The page joins what is there, so it is worth reading after each.
            runs.report(plan.request().directory(), ownTemplates);
          }
        });
  }

  private void train(
      RunRequest request, LaunchPlan plan, CellLauncher launcher, Optional<Path> ownTemplates)
      throws MojoFailureException, IOException, InterruptedException {
    ReportedRun.ReportedOutcome outcome =
        new ReportedRun(launcher, progress(plan), ownTemplates, FlagAdvice.WORDS, getLog()::warn)
            .of(request);
    outcome.page().ifPresent(page -> getLog().info("Report: " + page));
    if (!outcome.matrix().failed().isEmpty()) {
      throw new MojoFailureException(
          FailedCells.describe(outcome.matrix(), request.directory(), outcome.unwritten()));
    }
  }

  private List<RunRequest> others(RunRequest request) {
    return readings == null
        ? List.of()
        : Parameters.checked(
            "readings",
            String.join(",", readings),
            () -> readings.stream().map(Reading::parse).distinct().map(request::under).toList());
  }
}
