package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import java.io.IOException;
import java.util.List;

/** What a finished cell came to, but for when, where and how fast. */
record Outcome(
    List<EpochMetrics> metrics,
    List<Prediction> predictions,
    int testCorrect,
    double testLoss,
    List<CellResult.Drop> drops) {

  /** Of a cell that has a result. */
  static Outcome of(CellDirectory cell) throws IOException {
    CellResult result = cell.result().orElseThrow();
    return new Outcome(
        cell.metrics().stream().map(Outcome::withoutTimes).toList(),
        cell.predictions(),
        result.testCorrect(),
        result.testLoss(),
        result.drops());
  }

  private static EpochMetrics withoutTimes(EpochMetrics row) {
    return new EpochMetrics(
        row.epoch(),
        row.phase(),
        row.trainLoss(),
        row.trainAcc(),
        row.valLoss(),
        row.valAcc(),
        0,
        0);
  }
}
