package io.github.dropblock.harness.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A weighted sum of arms' means over seeds, such as one arm's less another's.
 *
 * @param weights one an arm; their sum is 0
 */
record Contrast(double... weights) {
  /** One arm less another. */
  static final Contrast DIFFERENCE = new Contrast(1, -1);

  Contrast {
    weights = weights.clone();
    if (Math.abs(Arrays.stream(weights).sum()) > 1e-12) {
      throw new IllegalArgumentException("the weights of a contrast add up to 0");
    }
  }

  /**
   * With seeds nested in arms: the same number in two arms means nothing. The scatter of seeds is
   * pooled over the arms (Hillis, Statistics in Medicine 33, 2014: MS[R(T)]).
   *
   * @param values for each arm, a value for each seed, 2 or more; arms may have more or fewer
   * @param leastSquare that the mean square between an arm's seeds is taken for at least
   */
  Estimate nested(double[][] values, double imageVariance, double leastSquare) {
    double squares = 0;
    int degrees = 0;
    double effect = 0;
    double inverses = 0;
    for (int arm = 0; arm < weights.length; arm++) {
      squares += squares(values[arm]);
      degrees += values[arm].length - 1;
      effect += weights[arm] * mean(values[arm]);
      inverses += weights[arm] * weights[arm] / values[arm].length;
    }
    double meanSquare = Math.max(leastSquare, squares / degrees);
    return new Estimate(effect, meanSquare * inverses, degrees, imageVariance);
  }

  /**
   * With seeds that are the same in all arms (Hillis 2007: MS(TR), the mean square of the
   * interaction between arms and seeds).
   *
   * @param values for each arm, a value for each seed, of the same seeds in the same order
   * @param leastSquare as with {@link #nested}
   */
  Estimate paired(double[][] values, double imageVariance, double leastSquare) {
    int seeds = values[0].length;
    double[] effects =
        IntStream.range(0, seeds)
            .mapToDouble(
                seed ->
                    IntStream.range(0, weights.length)
                        .mapToDouble(arm -> weights[arm] * values[arm][seed])
                        .sum())
            .toArray();
    double least = leastSquare * Arrays.stream(weights).map(weight -> weight * weight).sum();
    double meanSquare = Math.max(least, squares(effects) / (seeds - 1));
    return new Estimate(mean(effects), meanSquare / seeds, seeds - 1, imageVariance);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Sum of squares about the mean. */
  static double squares(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
  }
}
