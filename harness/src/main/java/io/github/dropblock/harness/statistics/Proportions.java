package io.github.dropblock.harness.statistics;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** Shares of images. */
public final class Proportions {
  private Proportions() {}

  /**
   * Wilson's 95 % score interval of a proportion, 0 to 1 (Wilson 1927): unlike the textbook's
   * normal interval it holds near 100 %, where good networks live.
   *
   * @param successes 0 to {@code trials}
   * @param trials 1 or more
   */
  public static Interval wilson(int successes, int trials) {
    var interval =
        BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(trials, successes, Estimate.LEVEL);
    return new Interval(interval.getLowerBound(), interval.getUpperBound());
  }
}
