package io.github.dropblock.harness.report;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.Trainings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the loss curves come to: a row per arm, a column per measure. */
record ConvergenceTable(List<Column> columns, List<ConvergenceRow> rows) {

  /** A measure, its unit, and how it is computed. */
  record Column(String title, String unit, String definition) {}

  /**
   * An arm.
   *
   * @param networkRows rows of the same network if this is its first, else absent
   */
  record ConvergenceRow(
      String network,
      @Nullable Integer networkRows,
      String arm,
      String regularizer,
      List<String> values) {}

  private static final List<Measure> MEASURES =
      List.of(
          Measure.FLUCTUATION,
          Measure.EPOCHS_DOWN,
          Measure.FINAL_VALIDATION_LOSS,
          Measure.FINAL_TRAINING_LOSS,
          Measure.EARLY_DROP);

  static ConvergenceTable of(Arms arms, Trainings trainings) {
    List<ConvergenceRow> rows = new ArrayList<>();
    for (Network network : arms.networks()) {
      for (Arm arm : arms.of(network)) {
        boolean first = arm.regularizer() == arms.regularizers().get(0);
        rows.add(
            new ConvergenceRow(
                network.title(),
                first ? arms.regularizers().size() : null,
                arm.regularizer().id(),
                arm.regularizer().title(),
                MEASURES.stream().map(measure -> values(measure, arm, trainings)).toList()));
      }
    }
    return new ConvergenceTable(
        MEASURES.stream()
            .map(each -> new Column(each.title(), each.unit(), each.definition()))
            .toList(),
        List.copyOf(rows));
  }

  /** Seed by seed: a mean would hide a seed that went astray. */
  private static String values(Measure measure, Arm arm, Trainings trainings) {
    List<Double> values = trainings.values(measure, arm.network(), arm.regularizer());
    return values.isEmpty()
        ? "none"
        : values.stream()
            .map(value -> FindingLine.value(measure, value))
            .collect(Collectors.joining(", "));
  }
}
