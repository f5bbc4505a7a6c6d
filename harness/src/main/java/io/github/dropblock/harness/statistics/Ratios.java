package io.github.dropblock.harness.statistics;

import java.util.Arrays;

/**
 * Effects on positive numbers that have one value a training, such as losses and epochs: logarithms
 * of ratios, so that half and double are equally far from none. The luck of the seeds is all that
 * makes them uncertain.
 */
public final class Ratios {
  private Ratios() {}

  /**
   * The logarithm of an arm's values over its baseline's, with Student's t: pooled over both arms,
   * or in pairs where the seeds are measured to go together.
   *
   * @param arm positive values of two seeds or more
   * @param baseline the same
   * @param sameSeeds whether the two have the same seeds in the same order
   */
  public static Estimate logarithm(double[] arm, double[] baseline, boolean sameSeeds) {
    double[][] logarithms = {logarithms(arm), logarithms(baseline)};
    return sameSeeds && Pairing.measured(logarithms[0], logarithms[1])
        ? Contrast.DIFFERENCE.paired(logarithms, 0, 0)
        : Contrast.DIFFERENCE.nested(logarithms, 0, 0);
  }

  /**
   * How far the mean of values lies above a threshold, with Student's t.
   *
   * @param values of two seeds or more
   */
  public static Estimate above(double threshold, double[] values) {
    int seeds = values.length;
    double variance = Contrast.squares(values) / (seeds - 1.0) / seeds;
    return new Estimate(Contrast.mean(values) - threshold, variance, seeds - 1.0, 0);
  }

  private static double[] logarithms(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }
}
