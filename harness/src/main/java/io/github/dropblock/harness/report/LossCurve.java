package io.github.dropblock.harness.report;

import io.github.dropblock.harness.run.EpochMetrics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A loss over the epochs.
 *
 * @param seeds a list per seed that has finished an epoch
 * @param mean over those, as far as all of them have come: a mean that loses a seed half-way would
 *     jump
 */
record LossCurve(Arm arm, List<List<Value>> seeds, List<Value> mean) {

  /** A loss, nats, after an epoch, counted from 1. */
  record Value(int epoch, double loss) {}

  static LossCurve of(Arm arm, ToDoubleFunction<EpochMetrics> loss) {
    List<List<Value>> seeds =
        arm.cells().stream()
            .map(CellFiles::metrics)
            .filter(rows -> !rows.isEmpty())
            .map(rows -> rows.stream().map(row -> value(row, loss)).toList())
            .toList();
    return new LossCurve(arm, seeds, mean(seeds));
  }

  /** The mean after an epoch; empty where it isn't known. */
  OptionalDouble at(int epoch) {
    return mean.stream()
        .filter(value -> value.epoch() == epoch)
        .mapToDouble(Value::loss)
        .findFirst();
  }

  private static List<Value> mean(List<List<Value>> seeds) {
    if (seeds.size() < 2) {
      return seeds.stream().flatMap(List::stream).toList();
    }
    int shared = seeds.stream().mapToInt(List::size).min().orElse(0);
    return IntStream.range(0, shared)
        .mapToObj(
            i ->
                new Value(
                    seeds.get(0).get(i).epoch(),
                    seeds.stream()
                        .mapToDouble(values -> values.get(i).loss())
                        .average()
                        .orElse(Double.NaN)))
        .toList();
  }

  private static Value value(EpochMetrics row, ToDoubleFunction<EpochMetrics> loss) {
    return new Value(row.epoch(), loss.applyAsDouble(row));
  }
}
