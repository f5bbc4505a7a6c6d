package io.github.dropblock.harness.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.schedule.FakeLauncher;
import io.github.dropblock.harness.schedule.Inputs;
import io.github.dropblock.harness.schedule.Recorder;
import io.github.dropblock.harness.schedule.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run's page, read while a cell trains that waits until it is there. */
@Timeout(120)
class ReportedRunTest {
  private static final String CELL = "alexnet-none-s1";
  private static final String LAST = "alexnet-dropout-s1";
  private static final Matrix MATRIX =
      new Matrix(
          List.of(Network.ALEXNET), List.of(Regularizer.NONE, Regularizer.DROPOUT), List.of(1L));

  /** Its seconds are a hundredth as long, so that nobody waits for ten of them. */
  private static final Clocks HURRIED = new Clocks(() -> 100 * System.nanoTime(), () -> 0);

  @TempDir Path folder;
  private final FakeLauncher launcher = new FakeLauncher();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void whileItTrainsThePageTellsWhereItIs() throws Exception {
    List<String> read = new ArrayList<>();
    launcher.when(LAST, cell -> waitForPage(cell, read));

    ReportedRun.ReportedOutcome outcome = run(Optional.empty());

    assertThat(read.get(0))
        .contains("1 of 2 · DropBlock reproduction", "<b>1 of 2</b> cells have finished")
        .contains("AlexNet, Dropout, seed 1")
        .contains("under way</span>");
    assertThat(read.get(1)).contains("**Under way**", "1 of 2 cells have finished");
    assertThat(warnings).isEmpty();
    String last = Files.readString(outcome.page().orElseThrow());
    assertThat(last).doesNotContain("under-way");
    assertThat(last)
        .as("the report of the same files")
        .isEqualTo(Files.readString(Report.render(directory(), Optional.empty(), Remedy::name)));
    assertThat(directory().report()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aPageThatCannotBeWrittenIsAWarningUntilTheEnd() throws Exception {
    Path templates = Files.createDirectories(folder.resolve("templates"));
    Path broken = Files.writeString(templates.resolve("banner.ftlh"), "${nowhere}");
    launcher.when(
        LAST,
        cell -> {
          while (warnings.isEmpty()) {
            Thread.sleep(10);
          }
          Files.delete(broken);
          return FakeLauncher.succeed(cell);
        });

    ReportedRun.ReportedOutcome outcome = run(Optional.of(templates));

    assertThat(warnings).singleElement().asString().contains("which goes on: ", "banner.ftlh");
    assertThat(outcome.matrix().failed()).isEmpty();
    assertThat(outcome.page().orElseThrow()).isNotEmptyFile();
  }

  private int waitForPage(CellDirectory cell, List<String> read)
      throws IOException, InterruptedException {
    cell.append(new EpochMetrics(1, 1, 0.7, 0.5, 0.7, 0.5, 2, 100));
    Path summary = directory().report().resolve("summary.md"); // the last to be written
    while (!Files.exists(summary)
        || !Files.readString(summary).contains("1 of 2 cells have finished")) {
      Thread.sleep(10);
    }
    read.add(Files.readString(directory().report().resolve("index.html")));
    read.add(Files.readString(summary));
    return FakeLauncher.succeed(cell);
  }

  private ReportedRun.ReportedOutcome run(Optional<Path> templates) throws Exception {
    return new ReportedRun(
            launcher, new Recorder(), templates, Remedy::name, warnings::add, HURRIED)
        .of(request());
  }

  private RunDirectory directory() {
    return new RunDirectory(folder.resolve("run"));
  }

  private RunRequest request() {
    return new RunRequest(
        directory(),
        new Experiment(
            "run", Profile.SMOKE, MATRIX, Profile.SMOKE.protocol().toBuilder().images(34).build()),
        Inputs.drawn(folder.resolve("cache")),
        Backend.CPU,
        null,
        1,
        new RunRecord.Versions("0.1.0", "1.0.0-M1.1", "17", "3.9", null),
        "mvn dropblock:reproduce");
  }
}
