package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a finished cell reached.
 *
 * @param testImages classified
 * @param testCorrect classified right
 * @param testLoss mean cross-entropy of the test images, nats
 * @param trainingLoss of the last epoch, nats
 * @param validationLoss of the last epoch, nats
 * @param imagesPerSecond training images per second, median over epochs
 * @param secondsPerEpoch training and validation, median over epochs
 */
public record Score(
    Cell cell,
    int testImages,
    int testCorrect,
    double testLoss,
    double trainingLoss,
    double validationLoss,
    double imagesPerSecond,
    double secondsPerEpoch) {

  public Score {
    if (testImages < 1 || testCorrect < 0 || testCorrect > testImages) {
      throw new IllegalArgumentException(
          "%s says that %d of %d test images were classified right"
              .formatted(cell, testCorrect, testImages));
    }
  }

  /**
   * Reads a cell's files.
   *
   * @return empty if it has no result
   * @throws IOException naming a file that can't be read or makes no sense
   */
  static Optional<Score> read(Cell cell, CellDirectory directory) throws IOException {
    Optional<CellResult> result = directory.result();
    if (result.isEmpty()) {
      return Optional.empty();
    }
    List<EpochMetrics> epochs = directory.metrics();
    if (epochs.isEmpty()) {
      throw new IOException(
          "%s is missing or empty, though the cell has a result; delete the cell's folder and run again"
              .formatted(directory.metricsFile()));
    }
    EpochMetrics last = epochs.get(epochs.size() - 1);
    return Optional.of(
        new Score(
            cell,
            result.get().testImages(),
            result.get().testCorrect(),
            result.get().testLoss(),
            last.trainLoss(),
            last.valLoss(),
            median(epochs, EpochMetrics::imagesPerS),
            median(epochs, EpochMetrics::seconds)));
  }

  /** Share of test images classified right, 0 to 1. */
  public double testAccuracy() {
    return (double) testCorrect / testImages;
  }

  /** The first epoch warms up the JVM and the caches, and must not weigh in. */
  private static double median(List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value) {
    double[] sorted = epochs.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
