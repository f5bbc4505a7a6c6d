package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.Base64;
import java.util.BitSet;
import java.util.Objects;

/**
 * What a cell of an accepted run reached, as the baseline's file keeps it.
 *
 * @param testImages classified
 * @param testCorrect classified right
 * @param right which: a bit for each test image in the order of their ids, the first image's lowest
 *     in the first byte; in Base64
 * @param predictions SHA-256 of the cell's {@code predictions.csv}
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
    String right,
    String predictions,
    double testLoss,
    double trainingLoss,
    double validationLoss,
    double imagesPerSecond,
    double secondsPerEpoch) {
  AcceptedCell {
    if (testImages < 1 || testCorrect < 0 || testCorrect > testImages) {
      throw new IllegalArgumentException(
          "%s says that %s of %s test images were classified right"
              .formatted(cell, testCorrect, testImages));
    }
    BitSet bits = bits(cell, right);
    if (bits.length() > testImages || bits.cardinality() != testCorrect) {
      throw new IllegalArgumentException(
          "%s has %s images classified right one by one, and says %s of %s"
              .formatted(cell, bits.cardinality(), testCorrect, testImages));
    }
  }

  /**
   * @param answers for each test image in the order of their ids, whether it was classified right
   */
  static AcceptedCell of(CellFiles training, boolean[] answers, Trainings run) {
    CellResult result = training.result().orElseThrow();
    BitSet bits = new BitSet(answers.length);
    for (int image = 0; image < answers.length; image++) {
      bits.set(image, answers[image]);
    }
    return new AcceptedCell(
        training.cell(),
        result.testImages(),
        result.testCorrect(),
        Base64.getEncoder().encodeToString(bits.toByteArray()),
        digest(training),
        result.testLoss(),
        value(Measure.LAST_EPOCH_TRAINING_LOSS, training, run),
        value(Measure.LAST_EPOCH_VALIDATION_LOSS, training, run),
        value(Measure.IMAGES_PER_SECOND, training, run),
        value(Measure.SECONDS_PER_EPOCH, training, run));
  }

  /** Of a cell's predictions. */
  static String digest(CellFiles training) {
    return Objects.requireNonNull(
        training.fingerprints().get("predictions.csv"), "predictions.csv");
  }

  /** For each test image in the order of their ids, whether it was classified right. */
  boolean[] answers() {
    BitSet bits = bits(cell, right);
    boolean[] answers = new boolean[testImages];
    for (int image = 0; image < testImages; image++) {
      answers[image] = bits.get(image);
    }
    return answers;
  }

  /** Share of test images classified right, 0 to 1. */
  double testAccuracy() {
    return (double) testCorrect / testImages;
  }

  private static BitSet bits(Cell cell, String right) {
    if (right == null) {
      throw new IllegalArgumentException(cell + " does not say which images were classified right");
    }
    return BitSet.valueOf(Base64.getDecoder().decode(right));
  }

  private static double value(Measure measure, CellFiles training, Trainings run) {
    return run.value(measure, training.cell()).orElseThrow();
  }
}
