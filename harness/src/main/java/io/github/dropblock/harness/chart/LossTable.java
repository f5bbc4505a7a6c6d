package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.format.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network's losses as numbers, for those who don't rest a pointer on a chart.
 *
 * @param every so many epochs there is a row, and for the last
 * @param arms titles of the regularizers
 */
record LossTable(int every, List<String> arms, List<LossRow> rows) {
  /** More rows than this nobody reads, and they make the page large. */
  private static final int MOST_ROWS = 60;

  /** An epoch, with a value for each regularizer. */
  record LossRow(int epoch, List<ToldLoss> training, List<ToldLoss> validation) {}

  /**
   * A loss, nats.
   *
   * @param loss median over the seeds; a dash where none has come so far
   * @param range from the least of several seeds to the greatest; else absent
   */
  record ToldLoss(String loss, @Nullable String range) {
    private static ToldLoss of(LossCurve.@Nullable EpochLosses value) {
      if (value == null) {
        return new ToldLoss("–", null);
      }
      return new ToldLoss(
          Numbers.loss(value.median()),
          value.seeds() < 2
              ? null
              : Numbers.loss(value.least()) + " to " + Numbers.loss(value.most()));
    }
  }

  /** Of the same arms' curves. */
  static LossTable of(List<LossCurve> training, List<LossCurve> validation) {
    int last = training.stream().mapToInt(curve -> curve.values().lastKey()).max().orElse(0);
    int every = Math.max(1, (last + MOST_ROWS - 1) / MOST_ROWS);
    List<LossRow> rows = new ArrayList<>();
    for (int epoch = last; epoch >= 1; epoch -= every) {
      rows.add(0, new LossRow(epoch, values(training, epoch), values(validation, epoch)));
    }
    return new LossTable(
        every, training.stream().map(LossCurve::title).toList(), List.copyOf(rows));
  }

  private static List<ToldLoss> values(List<LossCurve> curves, int epoch) {
    return curves.stream().map(curve -> ToldLoss.of(curve.values().get(epoch))).toList();
  }
}
