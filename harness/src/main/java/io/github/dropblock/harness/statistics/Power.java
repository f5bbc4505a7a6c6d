package io.github.dropblock.harness.statistics;

import java.util.OptionalInt;

/** What an experiment can see, and how many seeds it would need. */
public final class Power {
  /** Nobody trains more. */
  private static final int MOST_SEEDS = 200;

  private Power() {}

  /**
   * The size of a difference of two arms' accuracies that is found 8 times of 10, in the unit of
   * the scatter.
   *
   * @param scatter standard deviation of an arm's accuracies over seeds, as they are measured
   * @param seeds of each arm, 2 or more
   */
  public static double detectable(double scatter, int seeds) {
    return new Estimate(0, 2 * scatter * scatter / seeds, 2.0 * (seeds - 1), 0).detectable();
  }

  /**
   * How many seeds of each arm find an effect of a size 8 times of 10; empty where 200 don't.
   *
   * @param seen an estimate
   * @param seeds that it was made with, 2 or more
   * @param size above 0, in the estimate's unit
   */
  public static OptionalInt seeds(Estimate seen, int seeds, double size) {
    for (int more = 2; more <= MOST_SEEDS; more++) {
      if (seen.withSeeds(seeds, more).detectable() <= size) {
        return OptionalInt.of(more);
      }
    }
    return OptionalInt.empty();
  }
}
