package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.schedule.MatrixOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedCellsTest {
  private static final Cell CELL = new Cell(Network.ALEXNET, Regularizer.NONE, 1);

  @TempDir Path folder;

  @Test
  void areToldWithCodeReasonSuggestionAndLog() throws IOException {
    RunDirectory directory = new RunDirectory(folder);
    Json.write(
        directory.cell(CELL).failureFile(),
        new CellFailure(67, "memory ran out", "lower the batch size", List.of(), Instant.EPOCH));

    assertThat(FailedCells.describe(outcome(), directory).lines())
        .containsExactly(
            "1 of 2 cells failed; run again to go on with them:",
            "  alexnet-none-s1: exit code 67, memory ran out; lower the batch size. Log: "
                + directory.cell(CELL).logFile());
  }

  @Test
  void areToldEvenWithoutAReason() throws IOException {
    assertThat(FailedCells.describe(outcome(), new RunDirectory(folder)))
        .contains("  alexnet-none-s1. Log: ");
  }

  private static MatrixOutcome outcome() {
    return new MatrixOutcome(List.of(new Cell(Network.VGG_16, Regularizer.NONE, 1)), List.of(CELL));
  }
}
