package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.CellResult;

/**
 * What a cell of an accepted run reached, as the baseline's file keeps it.
 *
 * @param testImages classified
 * @param testCorrect classified right
 * @param testLoss mean cross-entropy of the test images, nats
 * @param trainingLoss of the last epoch, nats
 * @param validationLoss of the last epoch, nats
 * @param imagesPerSecond training images per second, median over epochs
 * @param secondsPerEpoch training and validation, median over epochs
 */
record AcceptedCell(
    Cell cell,
    int testImages,
    int testCorrect,
    double testLoss,
    double trainingLoss,
    double validationLoss,
    double imagesPerSecond,
    double secondsPerEpoch) {
  AcceptedCell {
    if (testImages < 1 || testCorrect < 0 || testCorrect > testImages) {
      throw new IllegalArgumentException(
          "%s says that %d of %d test images were classified right"
              .formatted(cell, testCorrect, testImages));
    }
  }

  static AcceptedCell of(CellFiles training, Trainings run) {
    CellResult result = training.result().orElseThrow();
    return new AcceptedCell(
        training.cell(),
        result.testImages(),
        result.testCorrect(),
        result.testLoss(),
        value(Measure.LAST_EPOCH_TRAINING_LOSS, training, run),
        value(Measure.LAST_EPOCH_VALIDATION_LOSS, training, run),
        value(Measure.IMAGES_PER_SECOND, training, run),
        value(Measure.SECONDS_PER_EPOCH, training, run));
  }

  private static double value(Measure measure, CellFiles training, Trainings run) {
    return run.value(measure, training.cell()).orElseThrow();
  }

  /** Share of test images classified right, 0 to 1. */
  double testAccuracy() {
    return (double) testCorrect / testImages;
  }
}
