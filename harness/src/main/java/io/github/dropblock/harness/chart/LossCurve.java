package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.statistics.Median;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A loss over the epochs, of one seed or several.
 *
 * @param arm id of the regularizer
 * @param title what it is called where its values are told
 * @param values by epoch, as far as the seed that has come farthest
 */
record LossCurve(String arm, String title, NavigableMap<Integer, EpochLosses> values) {

  /**
   * Losses after an epoch, nats; NaN where no seed's is finite.
   *
   * @param epoch counted from 1
   * @param median over the seeds that have come so far
   * @param seeds how many those are
   */
  record EpochLosses(int epoch, double median, double least, double most, int seeds) {

    private static EpochLosses of(int epoch, List<Double> losses) {
      double[] finite =
          losses.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
      return finite.length == 0
          ? new EpochLosses(epoch, Double.NaN, Double.NaN, Double.NaN, 0)
          : new EpochLosses(
              epoch,
              Median.of(finite),
              Arrays.stream(finite).min().orElseThrow(),
              Arrays.stream(finite).max().orElseThrow(),
              finite.length);
    }

    boolean known() {
      return seeds > 0;
    }
  }

  LossCurve {
    values = Collections.unmodifiableNavigableMap(values);
  }

  static LossCurve of(Arm arm, ToDoubleFunction<EpochMetrics> loss) {
    String id = arm.regularizer().id();
    return of(id, arm.regularizer().title(), arm.cells(), loss);
  }

  /** Of one or more cells. */
  static LossCurve of(
      String arm, String title, List<CellFiles> cells, ToDoubleFunction<EpochMetrics> loss) {
    TreeMap<Integer, List<Double>> losses =
        cells.stream()
            .flatMap(cell -> cell.metrics().stream())
            .collect(
                Collectors.groupingBy(
                    EpochMetrics::epoch,
                    TreeMap::new,
                    Collectors.mapping(loss::applyAsDouble, Collectors.toList())));
    TreeMap<Integer, EpochLosses> values = new TreeMap<>();
    losses.forEach((epoch, all) -> values.put(epoch, EpochLosses.of(epoch, all)));
    return new LossCurve(arm, title, values);
  }

  /** Those that a line can be drawn through. */
  List<EpochLosses> known() {
    return values.values().stream().filter(EpochLosses::known).toList();
  }

  boolean hasBand() {
    return values.values().stream().anyMatch(value -> value.seeds() > 1);
  }
}
