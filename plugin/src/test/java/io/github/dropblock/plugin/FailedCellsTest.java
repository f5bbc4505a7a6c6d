package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchIOException;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.UnwritableFileException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.schedule.MatrixOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        new CellFailure(
            67, "memory ran out", List.of(Remedy.LOWER_BATCH_SIZE), List.of(), Instant.EPOCH));

    assertThat(FailedCells.describe(outcome(), directory, Optional.empty()).lines())
        .containsExactly(
            "1 of 2 cells failed; run again to go on with them:",
            "  alexnet-none-s1: exit code 67, memory ran out; lower -Ddropblock.batchSize. Log: "
                + directory.cell(CELL).logFile());
  }

  @Test
  void areToldEvenWithoutAReason() throws IOException {
    assertThat(FailedCells.describe(outcome(), new RunDirectory(folder), Optional.empty()))
        .contains("  alexnet-none-s1. Log: ");
  }

  /** The advice for the disk stands with the cell already. */
  @Test
  void areToldWithWhyThereIsNoReportEither() throws IOException {
    Path page = folder.resolve("report/index.html");
    IOException full =
        catchIOException(
            () ->
                AtomicFile.write(
                    page,
                    out -> {
                      throw new IOException("No space left on device");
                    }));
    Optional<UnwritableFileException> report = Optional.of((UnwritableFileException) full);

    assertThat(
            FailedCells.describe(outcome(), new RunDirectory(folder.resolve("run")), report)
                .lines())
        .last()
        .isEqualTo(
            "nor is there a report: " + page + " could not be written (No space left on device)");
  }

  private static MatrixOutcome outcome() {
    return new MatrixOutcome(List.of(new Cell(Network.VGG_16, Regularizer.NONE, 1)), List.of(CELL));
  }
}
