package io.github.dropblock.harness.analysis;

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
}
