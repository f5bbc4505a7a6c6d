package io.github.dropblock.harness.statistics;

import java.util.OptionalInt;

/** What an experiment can see, and how many seeds it would need. */
public final class Power {
  /** Nobody trains more. */
  private static final int MOST_SEEDS = 200;

  /**
   * How much trainings of a network scatter, points, beside what images add: an assumption for
   * before the first run, of the size that trainings to 95 % usually have.
   */
  public static final double USUAL_SCATTER = 0.8;

  /** Of the images, the share on which two trainings of an arm at 95 % usually disagree. */
  private static final double USUAL_DISAGREEMENT = 0.04;

  private Power() {}

  /**
   * The standard deviation of an arm's accuracies to expect before the first run, points.
   *
   * @param images that they are measured on
   */
  public static double usualScatter(int images) {
    return Math.hypot(USUAL_SCATTER, 100 * Math.sqrt(USUAL_DISAGREEMENT / 2 / images));
  }

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
