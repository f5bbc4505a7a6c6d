package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.schedule.FakeLauncher;
import io.github.dropblock.harness.schedule.Inputs;
import io.github.dropblock.harness.schedule.MatrixOutcome;
import io.github.dropblock.harness.schedule.MatrixRunner;
import io.github.dropblock.harness.schedule.Recorder;
import io.github.dropblock.harness.schedule.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody, or a disk, has done to a run's files costs the cell that they belong to. */
@Timeout(300)
class DamagedFilesTest {
  private static final String HURT = "alexnet-none-s1";
  private static final String OTHER = "alexnet-dropout-s1";

  @TempDir Path temporary;

  private final FakeLauncher launcher = new FakeLauncher();
  private CellDirectory cell;

  @BeforeEach
  void run() throws Exception {
    runAgain();
    cell = new CellDirectory(directory().path().resolve("cells").resolve(HURT));
  }

  private RunDirectory directory() {
    return new RunDirectory(temporary.resolve("run"));
  }

  private MatrixOutcome runAgain() throws IOException, InterruptedException {
    return new MatrixRunner(launcher, new Recorder())
        .run(
            new RunRequest(
                directory(),
                new Experiment(
                    "run",
                    Profile.SMOKE,
                    new Matrix(
                        List.of(Network.ALEXNET),
                        List.of(Regularizer.NONE, Regularizer.DROPOUT),
                        List.of(1L)),
                    Profile.SMOKE.protocol().toBuilder().images(34).build()),
                Inputs.drawn(temporary.resolve("cache")),
                Backend.CPU,
                null,
                1,
                new RunRecord.Versions("0.1.0", "1.0.0-M1.1", "17", "3.9", null),
                "mvn dropblock:reproduce"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"schema\": 1", "{\"schema\": 99}", "\u0000\u0000"})
  void aDamagedResultFailsItsCellAloneAndSaysWhatToDo(String content) throws Exception {
    Files.writeString(cell.resultFile(), content);
    Files.delete(other().resultFile());

    assertThat(ids(runAgain().failed())).containsExactly(HURT);
    assertThat(other().result()).isPresent();
    assertThat(cell.failure().orElseThrow().reason())
        .startsWith(cell.resultFile() + " does not hold a CellResult: ");
    assertThat(cell.resultFile()).as("evidence").hasContent(content);
  }

  @Test
  void withoutTheDamagedResultTheCellIsDoneAnew() throws Exception {
    Files.writeString(cell.resultFile(), "{");
    runAgain();
    Files.delete(cell.resultFile());

    assertThat(runAgain().failed()).isEmpty();
    assertThat(cell.failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[1]", "{\"schema\": 1, \"cell\": {}}"})
  void damagedSettingsFailTheirCellAloneAndStayAsTheyAre(String content) throws Exception {
    Files.delete(cell.resultFile());
    Files.writeString(cell.settingsFile(), content);
    Files.delete(other().resultFile());

    assertThat(ids(runAgain().failed())).containsExactly(HURT);
    assertThat(other().result()).isPresent();
    assertThat(cell.settingsFile()).hasContent(content);
    assertThat(cell.failure().orElseThrow().remedies())
        .containsExactly(Remedy.RESTORE_FILES_OF_CELL);
  }

  @Test
  void aDamagedRecordOfTheRunIsRefusedAndItsLossIsNone() throws Exception {
    Files.writeString(directory().runFile(), "{");
    assertThatThrownBy(this::runAgain)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(directory().runFile() + " does not hold a RunRecord: ")
        .satisfies(Helped.by(Remedy.RESTORE_IT, Remedy.REMAKE_RUN_RECORD));

    Files.delete(directory().runFile());
    int launched = launcher.launched().size();
    assertThat(runAgain().failed()).isEmpty();
    assertThat(launcher.launched()).as("cells kept").hasSize(launched);
  }

  @Test
  void aDamagedManifestIsWrittenAnew() throws Exception {
    String split = Files.readString(directory().splitFile());
    Files.writeString(directory().splitFile(), "nonsense");
    Files.delete(cell.resultFile());

    assertThat(runAgain().failed()).isEmpty();
    assertThat(directory().splitFile()).hasContent(split);
  }

  @Test
  void damagedMetricsOfAFinishedCellStopNoRun() throws Exception {
    Files.write(cell.metricsFile(), new byte[] {(byte) 0xff, 0, 'x', '\n'});
    assertThat(runAgain().failed()).isEmpty();
    assertThatThrownBy(cell::metrics).hasMessage(cell.metricsFile() + " is not UTF-8 text");
  }

  @Test
  void whatKilledRunsLeftHalfWrittenIsRemoved() throws Exception {
    Path part =
        Files.createFile(
            directory().path().resolve("run.json.6a4c1b2e-0d5f-4e3a-9b8c-7d6e5f4a3b2c.part"));
    runAgain();
    assertThat(part).doesNotExist();
  }

  @Test
  void aProcessesOwnWordsAreKept() throws Exception {
    Files.delete(cell.resultFile());
    launcher.when(
        HURT,
        folder -> {
          io.github.dropblock.harness.files.Json.write(
              folder.failureFile(),
              new CellFailure(
                  ExitCode.DIVERGED.code(),
                  "the training loss became NaN in epoch 3 at learning rate 1.0",
                  List.of(Remedy.LOWER_LEARNING_RATE),
                  List.of(),
                  java.time.Instant.EPOCH));
          return ExitCode.DIVERGED.code();
        });
    runAgain();
    assertThat(cell.failure().orElseThrow().reason())
        .isEqualTo("the training loss became NaN in epoch 3 at learning rate 1.0");
  }

  @Test
  void aFullDiskIsToldOnceWithoutTheLog() throws Exception {
    Files.delete(cell.resultFile());
    launcher.when(
        HURT,
        folder -> {
          Files.writeString(folder.logFile(), "checkpoint.zip could not be written\n");
          io.github.dropblock.harness.files.Json.write(
              folder.failureFile(),
              new CellFailure(
                  ExitCode.NO_SPACE.code(),
                  "checkpoint.zip could not be written (No space left on device)",
                  List.of(Remedy.FREE_DISK_SPACE),
                  List.of(),
                  java.time.Instant.EPOCH));
          return ExitCode.NO_SPACE.code();
        });
    runAgain();
    assertThat(cell.failure().orElseThrow().lastLines()).isEmpty();
  }

  private CellDirectory other() {
    return new CellDirectory(directory().path().resolve("cells").resolve(OTHER));
  }

  private static List<String> ids(List<Cell> cells) {
    return cells.stream().map(Cell::id).toList();
  }
}
