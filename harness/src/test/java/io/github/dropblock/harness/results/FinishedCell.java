package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the files of a finished cell hold, without any files. */
public final class FinishedCell {
  private FinishedCell() {}

  public static CellFiles of(Cell cell, List<EpochMetrics> metrics, List<Prediction> predictions) {
    return new CellFiles(
        cell,
        CellState.FINISHED,
        Optional.empty(),
        Optional.of(
            new CellResult(
                CellResult.SCHEMA,
                metrics.size(),
                predictions.size(),
                (int) predictions.stream().filter(Prediction::correct).count(),
                0.5,
                12_345,
                6,
                "CpuBackend",
                List.of(),
                Instant.EPOCH,
                null)),
        Optional.empty(),
        Optional.empty(),
        metrics,
        predictions,
        Map.of());
  }
}
