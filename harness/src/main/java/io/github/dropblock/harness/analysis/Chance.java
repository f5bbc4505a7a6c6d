package io.github.dropblock.harness.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** How far chance alone could have gone. */
final class Chance {
  private static final int RESAMPLES = 2000;

  /** Fixed, so that the same files give the same report. */
  private static final long SEED = 20190118;

  private Chance() {}

  /**
   * Two-sided p of Student's t-test that values, one per seed, come from a mean of 0; 1 where the
   * seeds don't differ, since they then don't tell how much chance does.
   *
   * @param values two or more
   */
  static double studentsP(double[] values) {
    double error = standardError(values);
    if (!(error > 0)) {
      return 1;
    }
    double t = Math.abs(mean(values)) / error;
    return Math.min(1, 2 * TDistribution.of(values.length - 1.0).survivalProbability(t));
  }

  /**
   * The 95 % percentile bootstrap interval of the mean of values, one per seed (Efron 1979). Short
   * with few seeds, so no verdict rests on it alone.
   */
  static Interval overSeeds(double[] values) {
    return percentiles(
        random -> {
          double sum = 0;
          for (int i = 0; i < values.length; i++) {
            sum += values[random.nextInt(values.length)];
          }
          return sum / values.length;
        });
  }

  /**
   * The 95 % interval of a mean over seeds and images. With one seed, the percentile bootstrap's
   * over images. With several, mean ± √((t·s/√k)² + (z·e)²): s is the standard deviation of the k
   * seeds' means and t Student's quantile for k − 1 degrees of freedom, e the standard error of the
   * mean over images and z the normal quantile. A bootstrap over few seeds is too short: of
   * simulated arms that don't differ, whose three seeds scatter by 2 points, it told 21 % apart,
   * and this interval 4 % (docs/verdicts.md).
   *
   * @param balances for each seed, for each image +1, 0 or −1
   * @return in points
   */
  static Interval overSeedsAndImages(List<int[]> balances) {
    return balances.size() == 1 ? overImages(balances.get(0)) : overSeveralSeeds(balances);
  }

  private static Interval overImages(int[] balance) {
    int images = balance.length;
    int[] disputed = Arrays.stream(balance).filter(each -> each != 0).toArray();
    // Of as many images drawn, how many are disputed: the others add nothing, and needn't be drawn.
    BinomialDistribution drawn = BinomialDistribution.of(images, (double) disputed.length / images);
    return percentiles(
        random -> {
          int count = drawn.inverseCumulativeProbability(random.nextDouble());
          long sum = 0;
          for (int i = 0; i < count; i++) {
            sum += disputed[random.nextInt(disputed.length)];
          }
          return 100.0 * sum / images;
        });
  }

  private static Interval overSeveralSeeds(List<int[]> balances) {
    double[] bySeed =
        balances.stream()
            .mapToDouble(balance -> 100 * Arrays.stream(balance).average().orElse(Double.NaN))
            .toArray();
    double[] byImage =
        IntStream.range(0, balances.get(0).length)
            .mapToDouble(
                image -> 100 * balances.stream().mapToInt(each -> each[image]).average().orElse(0))
            .toArray();
    double seeds =
        TDistribution.of(bySeed.length - 1.0).inverseCumulativeProbability(0.975)
            * standardError(bySeed);
    double images =
        NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975) * standardError(byImage);
    double half = Math.hypot(seeds, images);
    // Two percentages are never further apart than 100 points, though two seeds would allow it.
    return new Interval(Math.max(-100, mean(bySeed) - half), Math.min(100, mean(bySeed) + half));
  }

  /** Of a mean. */
  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }

  /**
   * p-values made larger so that, of however many tests, even one false alarm is as rare as each
   * test's alone was to be (Holm 1979); in the order given.
   */
  static List<Double> holm(List<Double> ps) {
    List<Integer> ascending =
        IntStream.range(0, ps.size()).boxed().sorted(Comparator.comparing(ps::get)).toList();
    List<Double> adjusted = new ArrayList<>(ps);
    double largest = 0;
    for (int rank = 0; rank < ps.size(); rank++) {
      int at = ascending.get(rank);
      largest = Math.max(largest, Math.min(1, (ps.size() - rank) * ps.get(at)));
      adjusted.set(at, largest);
    }
    return List.copyOf(adjusted);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static Interval percentiles(ToDoubleFunction<Random> resample) {
    Random random = new Random(SEED);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      means[i] = resample.applyAsDouble(random);
    }
    Arrays.sort(means);
    return new Interval(
        means[(int) (0.025 * RESAMPLES)], means[RESAMPLES - 1 - (int) (0.025 * RESAMPLES)]);
  }
}
