package io.github.dropblock.harness.results;

import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.statistics.Accuracies;
import io.github.dropblock.harness.statistics.Answers;
import io.github.dropblock.harness.statistics.Interval;
import io.github.dropblock.harness.statistics.Proportions;
import io.github.dropblock.harness.statistics.Scatter;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where an arm's test accuracy lies, shares. */
public final class Intervals {
  private Intervals() {}

  /**
   * The 95 % interval of an arm's test accuracy; needs a finished seed. With several seeds it is
   * that of the mean over seeds and images; with one, Wilson's over images.
   */
  public static Interval ofAccuracy(Arm arm) {
    Optional<Answers> answers =
        arm.results().size() < 2 ? Optional.empty() : ArmAnswers.of(arm).map(ArmAnswers::answers);
    return answers
        .map(each -> Accuracies.mean(each).interval())
        .map(Intervals::clipped)
        .orElseGet(() -> wilson(arm));
  }

  /** Lowest to highest test accuracy of an arm's finished seeds; needs one. */
  public static Interval ofSeeds(Arm arm) {
    var accuracies =
        arm.results().stream().mapToDouble(CellResult::testAccuracy).summaryStatistics();
    return new Interval(accuracies.getMin(), accuracies.getMax());
  }

  /** Standard deviation of an arm's test accuracies over its finished seeds; absent with one. */
  public static OptionalDouble deviation(Arm arm) {
    return Scatter.of(arm.results().stream().mapToDouble(CellResult::testAccuracy).toArray());
  }

  private static Interval wilson(Arm arm) {
    int trials = arm.testImages();
    return Proportions.wilson((int) Math.round(arm.accuracy() * trials), trials);
  }

  /** No accuracy lies beyond 0 and 1, though the luck of few seeds would allow it. */
  private static Interval clipped(Interval interval) {
    return new Interval(Math.max(0, interval.low()), Math.min(1, interval.high()));
  }
}
