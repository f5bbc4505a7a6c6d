package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a finished cell's files say of its training.
 *
 * @param metrics a row per epoch
 * @param predictions one per test image
 */
public record Observation(Cell cell, List<EpochMetrics> metrics, List<Prediction> predictions) {
  public Observation {
    metrics = List.copyOf(metrics);
    predictions = List.copyOf(predictions);
  }

  /**
   * Reads a cell's files; absent before it is finished, and for a source task of several classes:
   * of each image only the probability of its label is kept there, which doesn't tell whether
   * another's was higher.
   *
   * @throws IOException naming the file that can't be read, or that another one contradicts
   */
  public static Optional<Observation> read(Cell cell, CellDirectory directory) throws IOException {
    Optional<CellResult> result = directory.result();
    if (result.isEmpty()) {
      return Optional.empty();
    }
    List<Prediction> predictions = directory.predictions();
    if (predictions.stream().anyMatch(each -> each.label() > 1)) {
      return Optional.empty();
    }
    long right = predictions.stream().filter(Prediction::correct).count();
    if (!predictions.isEmpty()
        && (predictions.size() != result.get().testImages()
            || right != result.get().testCorrect())) {
      throw new IOException(
          "%s has %d of %d test images right, %s %d of %d"
              .formatted(
                  directory.predictionsFile(),
                  right,
                  predictions.size(),
                  directory.resultFile().getFileName(),
                  result.get().testCorrect(),
                  result.get().testImages()));
    }
    return Optional.of(new Observation(cell, directory.metrics(), predictions));
  }

  /** Per cent of the test images classified right; absent without predictions. */
  OptionalDouble accuracy() {
    return predictions.stream().mapToDouble(each -> each.correct() ? 100 : 0).average();
  }

  /** After each epoch, nats. */
  double[] validationLosses() {
    return losses(EpochMetrics::valLoss);
  }

  /** Over each epoch, nats. */
  double[] trainingLosses() {
    return losses(EpochMetrics::trainLoss);
  }

  private double[] losses(ToDoubleFunction<EpochMetrics> loss) {
    return metrics.stream().mapToDouble(loss).toArray();
  }
}
