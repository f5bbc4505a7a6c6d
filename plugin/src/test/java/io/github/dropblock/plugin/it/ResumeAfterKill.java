package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A cell goes on where it was when its JVM and Maven's were killed. */
public final class ResumeAfterKill {
  private static final String CELL = "alexnet-dropout-dropblock-s1";
  private static final int EPOCHS = 12;
  private static final int EPOCHS_BEFORE = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private ResumeAfterKill() {}

  /**
   * Starts the scenario's build and ends it as Ctrl-C does; starts it again, and kills it and its
   * children in the middle of the training.
   */
  public static void prepare(File basedir, File localRepository)
      throws IOException, InterruptedException {
    if (!MavenProcess.windows()) {
      interrupt(basedir, localRepository);
    }
    Path log = basedir.toPath().resolve("killed.log");
    // Two more than there are, so that it is the second build that made them.
    int epochs = Math.max(EPOCHS_BEFORE, cell(basedir).metrics().size() + 2);
    MavenProcess build = start(basedir, localRepository, log);
    awaitEpochs(basedir, build, log, epochs);
    List<ProcessHandle> children = children(build);
    children.forEach(ProcessHandle::destroyForcibly);
    build.kill();
    build.end();
    CellDirectory cell = new Scenario(basedir).cell(CELL);
    assertThat(cell.result()).as("result before the kill").isEmpty();
    Files.copy(cell.metricsFile(), basedir.toPath().resolve("metrics-before.csv"));
  }

  private static void interrupt(File basedir, File localRepository)
      throws IOException, InterruptedException {
    Path log = basedir.toPath().resolve("interrupted.log");
    MavenProcess build = start(basedir, localRepository, log);
    awaitEpochs(basedir, build, log, 1);
    children(build);
    build.interrupt();
    assertThat(build.end())
        .as("status of Maven, which ends with all that it has started")
        .isNotZero();
    assertThat(log)
        .content()
        .contains("[WARNING] Interrupted; the same command goes on where it stopped.");
  }

  private static List<ProcessHandle> children(MavenProcess build) {
    List<ProcessHandle> children = build.children();
    assertThat(children).as("the cell's JVM").isNotEmpty();
    return children;
  }

  private static MavenProcess start(File basedir, File localRepository, Path log)
      throws IOException {
    return MavenProcess.start(
        basedir.toPath(),
        localRepository,
        basedir.toPath().resolve("../../it-cache").normalize(),
        log);
  }

  public static void verify(File basedir) throws IOException {
    Scenario scenario = new Scenario(basedir);

    scenario.assertFinished(CELL);
    scenario.assertReported();
    assertThat(scenario.log()).containsPattern(CELL + " +goes on after epoch \\d+ of " + EPOCHS);
    assertThat(scenario.cell(CELL).metrics())
        .extracting(EpochMetrics::epoch)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, EPOCHS).boxed().toList());
    // Timings are part of a row, so that equal rows are the very epochs of before.
    List<String> before = Files.readAllLines(basedir.toPath().resolve("metrics-before.csv"));
    assertThat(Files.readAllLines(scenario.cell(CELL).metricsFile()))
        .startsWith(before.subList(0, EPOCHS_BEFORE).toArray(String[]::new));
    assertRaised(scenario.cell(CELL));
  }

  /** The versions that the parent pom raises are those that the cell ran with. */
  private static void assertRaised(CellDirectory cell) throws IOException {
    String classPath = Files.readString(cell.path().resolve("java.args"));
    assertThat(classPath)
        .contains("commons-compress-1.28.", "gson-2.15.", "commons-io-2.2", "commons-net-3.1")
        .doesNotContain(
            "commons-compress-1.18",
            "gson-2.8.",
            "commons-io-2.5",
            "commons-net-3.1.jar",
            "org/lz4");
  }

  private static CellDirectory cell(File basedir) {
    return new CellDirectory(
        basedir.toPath().resolve("target/dropblock/smoke/cells").resolve(CELL));
  }

  private static void awaitEpochs(File basedir, MavenProcess build, Path log, int epochs)
      throws IOException, InterruptedException {
    CellDirectory cell = cell(basedir);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (cell.metrics().size() < epochs) {
      assertThat(build.alive()).as("Maven still runs; see %s", log).isTrue();
      assertThat(Instant.now()).as("epochs in time; see %s", log).isBefore(deadline);
      Thread.sleep(20);
    }
  }
}
