package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.rundir.CellResult;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** Confidence intervals, all at 95 %. */
public final class Intervals {
  /** The probability that an interval misses. */
  private static final double MISS = 0.05;

  private Intervals() {}

  /**
   * Wilson's score interval of a proportion, 0 to 1 (Wilson 1927): unlike the textbook's normal
   * interval it holds near 100 %, where good networks live.
   *
   * @param successes 0 to {@code trials}
   * @param trials 1 or more
   */
  public static Interval wilson(int successes, int trials) {
    var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(trials, successes, MISS);
    return new Interval(interval.getLowerBound(), interval.getUpperBound());
  }

  /**
   * The Wilson interval of an arm's test accuracy; needs a finished seed. The seeds share their
   * test images, so more seeds don't make more trials: the interval is that of the mean accuracy on
   * one seed's images.
   */
  public static Interval ofAccuracy(Arm arm) {
    int trials = arm.testImages();
    return wilson((int) Math.round(arm.accuracy() * trials), trials);
  }

  /** Lowest to highest test accuracy of an arm's finished seeds; needs one. */
  public static Interval ofSeeds(Arm arm) {
    var accuracies =
        arm.results().stream().mapToDouble(CellResult::testAccuracy).summaryStatistics();
    return new Interval(accuracies.getMin(), accuracies.getMax());
  }
}
