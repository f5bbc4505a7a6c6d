package io.github.dropblock.harness.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
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
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    if (!(squares > 0)) {
      return 1;
    }
    int freedom = values.length - 1;
    double error = Math.sqrt(squares / freedom / values.length);
    return Math.min(1, 2 * TDistribution.of(freedom).survivalProbability(Math.abs(mean) / error));
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
   * The 95 % percentile bootstrap interval of a mean over seeds and images, drawing anew both; with
   * one seed, of the images alone.
   *
   * @param balances for each seed, for each image +1, 0 or −1
   * @return in points
   */
  static Interval overSeedsAndImages(List<int[]> balances) {
    int images = balances.get(0).length;
    int[] disputed =
        IntStream.range(0, images)
            .filter(image -> balances.stream().anyMatch(balance -> balance[image] != 0))
            .toArray();
    // Of as many images drawn, how many are disputed: the others add nothing, and needn't be drawn.
    BinomialDistribution drawn = BinomialDistribution.of(images, (double) disputed.length / images);
    int[] net = new int[disputed.length];
    return percentiles(
        random -> {
          Arrays.fill(net, 0);
          for (int i = 0; i < balances.size(); i++) {
            int[] balance = balances.get(random.nextInt(balances.size()));
            for (int at = 0; at < net.length; at++) {
              net[at] += balance[disputed[at]];
            }
          }
          int count = drawn.inverseCumulativeProbability(random.nextDouble());
          long sum = 0;
          for (int i = 0; i < count; i++) {
            sum += net[random.nextInt(net.length)];
          }
          return 100.0 * sum / images / balances.size();
        });
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
