package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.run.CellDirectory;
import io.github.dropblock.harness.run.EpochMetrics;
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
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private ResumeAfterKill() {}

  /** Starts the scenario's build, and kills it and its children in the middle of the training. */
  public static void prepare(File basedir, File localRepository)
      throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Path maven = Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn");
    Path log = basedir.toPath().resolve("killed.log");
    Process build =
        new ProcessBuilder(
                maven.toString(),
                "-B",
                "-s",
                basedir.toPath().resolveSibling("interpolated-settings.xml").toString(),
                "-Dmaven.repo.local=" + localRepository,
                "-Ddropblock.cache=" + basedir.toPath().resolve("../../it-cache").normalize(),
                "dropblock:reproduce")
            .directory(basedir)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    awaitEpochs(basedir, build, log);
    List<ProcessHandle> children = build.descendants().toList();
    assertThat(children).as("the cell's JVM").isNotEmpty();
    children.forEach(ProcessHandle::destroyForcibly);
    build.destroyForcibly().waitFor();
    children.forEach(child -> child.onExit().join());
    CellDirectory cell = new Scenario(basedir).cell(CELL);
    assertThat(cell.result()).as("result before the kill").isEmpty();
    Files.copy(cell.metricsFile(), basedir.toPath().resolve("metrics-before.csv"));
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
  }

  private static void awaitEpochs(File basedir, Process build, Path log)
      throws IOException, InterruptedException {
    CellDirectory cell =
        new CellDirectory(basedir.toPath().resolve("target/dropblock/smoke/cells").resolve(CELL));
    Instant deadline = Instant.now().plus(PATIENCE);
    while (cell.metrics().size() < EPOCHS_BEFORE) {
      assertThat(build.isAlive()).as("Maven still runs; see %s", log).isTrue();
      assertThat(Instant.now()).as("epochs in time; see %s", log).isBefore(deadline);
      Thread.sleep(20);
    }
  }
}
