package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A row of {@code cells.csv}; what isn't known is left empty.
 *
 * @param state finished, unfinished, failed or not-run-yet
 * @param epochs trained so far
 * @param testAccuracy share of the test images classified right, 0 to 1
 * @param testLoss nats
 * @param fluctuation of the validation loss, nats
 * @param epochsDown epochs
 * @param finalValidationLoss nats
 * @param finalTrainingLoss nats
 * @param earlyDrop share of the validation loss's way, %
 * @param seconds of training and validation
 */
@JsonPropertyOrder({
  "network",
  "regularizer",
  "seed",
  "state",
  "epochs",
  "testImages",
  "testCorrect",
  "testAccuracy",
  "testLoss",
  "fluctuation",
  "epochsDown",
  "finalValidationLoss",
  "finalTrainingLoss",
  "earlyDrop",
  "parameters",
  "seconds"
})
record CellRow(
    String network,
    String regularizer,
    long seed,
    String state,
    int epochs,
    Integer testImages,
    Integer testCorrect,
    Double testAccuracy,
    Double testLoss,
    Double fluctuation,
    Double epochsDown,
    Double finalValidationLoss,
    Double finalTrainingLoss,
    Double earlyDrop,
    Long parameters,
    double seconds) {

  static List<CellRow> all(RunFiles files) {
    Trainings trainings = files.trainings();
    return files.cells().stream().map(cell -> of(cell, trainings)).toList();
  }

  private static CellRow of(CellFiles files, Trainings trainings) {
    CellResult result = files.result().orElse(null);
    return new CellRow(
        files.cell().network().id(),
        files.cell().regularizer().id(),
        files.cell().seed(),
        files.state().id(),
        files.epochs(),
        result == null ? null : result.testImages(),
        result == null ? null : result.testCorrect(),
        result == null ? null : result.testAccuracy(),
        result == null ? null : result.testLoss(),
        value(Measure.FLUCTUATION, files, trainings),
        value(Measure.EPOCHS_DOWN, files, trainings),
        value(Measure.FINAL_VALIDATION_LOSS, files, trainings),
        value(Measure.FINAL_TRAINING_LOSS, files, trainings),
        value(Measure.EARLY_DROP, files, trainings),
        result == null ? null : result.parameters(),
        Totals.seconds(files));
  }

  private static Double value(Measure measure, CellFiles files, Trainings trainings) {
    OptionalDouble value = trainings.value(measure, files.cell());
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
