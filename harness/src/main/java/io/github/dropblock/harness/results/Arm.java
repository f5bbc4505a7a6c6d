package io.github.dropblock.harness.results;

import io.github.dropblock.harness.analysis.Interval;
import io.github.dropblock.harness.analysis.Intervals;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A network with a regularizer, over all seeds.
 *
 * @param cells one per seed
 */
public record Arm(Network network, Regularizer regularizer, List<CellFiles> cells) {

  /** Those of finished cells. */
  public List<CellResult> results() {
    return cells.stream().flatMap(files -> files.result().stream()).toList();
  }

  public boolean measured() {
    return !results().isEmpty();
  }

  /** Mean test accuracy of the finished seeds, 0 to 1; NaN without any. */
  public double accuracy() {
    return results().stream().mapToDouble(CellResult::testAccuracy).average().orElse(Double.NaN);
  }

  /** Lowest to highest test accuracy of the finished seeds; needs one. */
  public Interval range() {
    var statistics = results().stream().mapToDouble(CellResult::testAccuracy).summaryStatistics();
    return new Interval(statistics.getMin(), statistics.getMax());
  }

  /**
   * The 95 % Wilson interval of the test accuracy; needs a finished seed. The seeds share their
   * test images, so more seeds don't make more trials: the interval is that of the mean accuracy on
   * one seed's images.
   */
  public Interval interval() {
    int trials = testImages();
    return Intervals.wilson((int) Math.round(accuracy() * trials), trials);
  }

  /** Test images of one seed; needs a finished one. */
  public int testImages() {
    return results().get(0).testImages();
  }

  /** Images classified right, for each finished seed. */
  public String correct() {
    return results().stream()
        .map(result -> Numbers.count(result.testCorrect()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Mean of this arm's accuracy less the other's, percentage points, over the seeds that both have
   * finished; empty without such a seed.
   */
  public OptionalDouble pointsAbove(Arm baseline) {
    return cells.stream()
        .flatMap(files -> baseline.cells.stream().flatMap(other -> points(files, other).stream()))
        .mapToDouble(Double::doubleValue)
        .average();
  }

  /** Why there is no accuracy yet, in a few words: the state of its most advanced cell. */
  public CellState state() {
    return cells.stream().map(CellFiles::state).min(Enum::compareTo).orElse(CellState.NOT_RUN);
  }

  private static Optional<Double> points(CellFiles one, CellFiles other) {
    return one.cell().seed() == other.cell().seed()
            && one.result().isPresent()
            && other.result().isPresent()
        ? Optional.of(
            100 * (one.result().get().testAccuracy() - other.result().get().testAccuracy()))
        : Optional.empty();
  }
}
