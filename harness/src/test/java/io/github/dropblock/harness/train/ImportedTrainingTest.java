package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.dropblock.harness.archive.Export;
import io.github.dropblock.harness.archive.Import;
import io.github.dropblock.harness.archive.RunArchive;
import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.chaos.Contents;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Experiment;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.FileTree;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.harness.schedule.Inputs;
import io.github.dropblock.harness.schedule.MatrixRunner;
import io.github.dropblock.harness.schedule.Recorder;
import io.github.dropblock.harness.schedule.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that was begun in one place goes on in another as if it had never stopped. */
class ImportedTrainingTest {
  private static final Cell CELL = new Cell(Network.ALEXNET, Regularizer.DROPOUT_DROPBLOCK, 1);

  @TempDir Path folder;

  @Test
  void theHalfThatIsLeftIsTrainedToTheSameLastBit() throws Exception {
    RunDirectory here = new RunDirectory(folder.resolve("here"));
    RunDirectory there = new RunDirectory(folder.resolve("there"));
    RunDirectory undisturbed = new RunDirectory(folder.resolve("undisturbed"));
    run(undisturbed, ImportedTrainingTest::train);
    run(here, ImportedTrainingTest::firstEpoch);
    List<EpochMetrics> first = here.cell(CELL).metrics();
    assertThat(first).hasSize(1);

    Path archive = folder.resolve("run.zip");
    Export.write(here, archive, true);
    FileTree.delete(here.path());
    FileTree.delete(folder.resolve("cache"));
    try (RunArchive open = RunArchive.open(archive)) {
      assertThat(new Import().into(there, open).unfinished()).containsExactly(CELL);
    }
    run(there, ImportedTrainingTest::train);

    CellDirectory resumed = there.cell(CELL);
    assertThat(resumed.metrics().get(0))
        .as("the epoch that came, its times too")
        .isEqualTo(first.get(0));
    assertThat(resumed.predictionsFile())
        .hasSameBinaryContentAs(undisturbed.cell(CELL).predictionsFile());
    assertThat(Contents.withoutTimes(resumed.metrics()))
        .hasSize(2)
        .isEqualTo(Contents.withoutTimes(undisturbed.cell(CELL).metrics()));
  }

  private void run(RunDirectory directory, CellLauncher launcher) throws Exception {
    new MatrixRunner(launcher, new Recorder())
        .run(
            new RunRequest(
                directory,
                new Experiment(
                    "run",
                    Profile.SMOKE,
                    new Matrix(
                        List.of(CELL.network()), List.of(CELL.regularizer()), List.of(CELL.seed())),
                    Profile.SMOKE.protocol().toBuilder().images(34).build()),
                Inputs.drawn(folder.resolve("cache")),
                Backend.CPU,
                null,
                1,
                new RunRecord.Versions("0.1.0", "1.0.0-M1.1", "17", "3.9", null),
                "mvn dropblock:reproduce"));
  }

  private static int train(CellDirectory cell) {
    return CellMain.train(cell).code();
  }

  /** Trains the first phase, which is an epoch, and leaves its files as if killed after it. */
  private static int firstEpoch(CellDirectory cell) throws IOException {
    String settings = Files.readString(cell.settingsFile());
    JsonNode half = Json.tree(cell.settings().orElseThrow());
    ((ArrayNode) half.get("training").get("phases")).remove(1);
    Json.write(cell.settingsFile(), half);
    int code = train(cell);
    Files.writeString(cell.settingsFile(), settings);
    for (Path file :
        List.of(
            cell.resultFile(),
            cell.predictionsFile(),
            cell.featureMapsFile(),
            cell.checksumsFile())) {
      Files.delete(file);
    }
    return code == 0 ? 1 : code;
  }
}
