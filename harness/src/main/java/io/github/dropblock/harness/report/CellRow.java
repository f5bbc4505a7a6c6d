package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code cells.csv}; what isn't known is left empty.
 *
 * @param state finished, unfinished, failed or not-run-yet
 * @param epochs trained so far
 * @param seconds of training and validation
 */
@JsonPropertyOrder({
  "network",
  "regularizer",
  "seed",
  "state",
  "epochs",
  "tested",
  "curve",
  "parameters",
  "seconds"
})
record CellRow(
    String network,
    String regularizer,
    long seed,
    String state,
    int epochs,
    @JsonUnwrapped @Nullable Tested tested,
    @JsonUnwrapped LossSummary curve,
    @Nullable Long parameters,
    double seconds) {

  /**
   * After the last epoch.
   *
   * @param testAccuracy share of the test images classified right, 0 to 1
   * @param testLoss nats
   */
  @JsonPropertyOrder({"testImages", "testCorrect", "testAccuracy", "testLoss"})
  record Tested(int testImages, int testCorrect, double testAccuracy, double testLoss) {
    private static Tested of(CellResult result) {
      return new Tested(
          result.testImages(), result.testCorrect(), result.testAccuracy(), result.testLoss());
    }
  }

  /**
   * How the losses went; by {@link Measure}'s definitions.
   *
   * @param fluctuation of the validation loss, nats
   * @param epochsDown epochs
   * @param finalValidationLoss nats
   * @param finalTrainingLoss nats
   * @param earlyDrop share of the validation loss's way, %
   */
  @JsonPropertyOrder({
    "fluctuation",
    "epochsDown",
    "finalValidationLoss",
    "finalTrainingLoss",
    "earlyDrop"
  })
  record LossSummary(
      @Nullable Double fluctuation,
      @Nullable Double epochsDown,
      @Nullable Double finalValidationLoss,
      @Nullable Double finalTrainingLoss,
      @Nullable Double earlyDrop) {
    private static LossSummary of(Cell cell, Trainings trainings) {
      return new LossSummary(
          value(Measure.FLUCTUATION, cell, trainings),
          value(Measure.EPOCHS_DOWN, cell, trainings),
          value(Measure.FINAL_VALIDATION_LOSS, cell, trainings),
          value(Measure.FINAL_TRAINING_LOSS, cell, trainings),
          value(Measure.EARLY_DROP, cell, trainings));
    }

    private static @Nullable Double value(Measure measure, Cell cell, Trainings trainings) {
      OptionalDouble value = trainings.value(measure, cell);
      return value.isPresent() ? value.getAsDouble() : null;
    }
  }

  static List<CellRow> all(RunFiles files) {
    Trainings trainings = files.trainings();
    return files.cells().stream().map(cell -> of(cell, trainings)).toList();
  }

  private static CellRow of(CellFiles files, Trainings trainings) {
    return new CellRow(
        files.cell().network().id(),
        files.cell().regularizer().id(),
        files.cell().seed(),
        files.state().id(),
        files.epochs(),
        files.result().map(Tested::of).orElse(null),
        LossSummary.of(files.cell(), trainings),
        files.result().map(CellResult::parameters).orElse(null),
        Totals.seconds(files));
  }
}
