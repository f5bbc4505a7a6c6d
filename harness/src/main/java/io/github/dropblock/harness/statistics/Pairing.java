package io.github.dropblock.harness.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether seeds go together: whether a seed that does well in one arm does so in another, since it
 * gives both the same initial weights and the same order of images. Where that isn't measured, the
 * seeds are taken as nested, which has twice the degrees of freedom and is right on average too if
 * they do go together.
 */
final class Pairing {
  /** With fewer no correlation can be told from chance. */
  private static final int FEWEST = 4;

  /**
   * Strict, since where chance alone passes for going together, what is left of the scatter is by
   * chance too small: at 5 %, arms that don't differ were told apart in 6 to 8 % of simulations.
   */
  private static final double LEVEL = 0.01;

  private Pairing() {}

  /**
   * Whether the correlation of two arms' values, by seed, is above 0 at a one-sided level of 1 %
   * (Student's t of Pearson's r).
   */
  static boolean measured(double[] arm, double[] baseline) {
    int seeds = arm.length;
    if (seeds < FEWEST || baseline.length != seeds) {
      return false;
    }
    double armMean = Contrast.mean(arm);
    double baselineMean = Contrast.mean(baseline);
    double products = 0;
    for (int i = 0; i < seeds; i++) {
      products += (arm[i] - armMean) * (baseline[i] - baselineMean);
    }
    double r = products / Math.sqrt(Contrast.squares(arm) * Contrast.squares(baseline));
    double degrees = seeds - 2.0;
    double t = r * Math.sqrt(degrees / (1 - Math.min(1, r * r)));
    return TDistribution.of(degrees).survivalProbability(t) <= LEVEL;
  }
}
