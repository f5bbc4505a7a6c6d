package io.github.dropblock.harness.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference of two published accuracies, each of one training, and what such an experiment
 * could tell: two binomial proportions of as many images.
 *
 * @param baseline share, above 0 and below 1
 * @param difference that the other lies above it, or below if negative; not 0
 * @param images that each was tested on
 */
public record PublishedDifference(double baseline, double difference, int images) {
  /** The power that an effect is too small below (Simonsohn 2015). */
  private static final double TELESCOPE = 1.0 / 3;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double CRITICAL = NORMAL.inverseCumulativeProbability(0.975);

  public PublishedDifference {
    if (!(baseline > 0 && baseline < 1 && difference != 0 && images > 0)) {
      throw new IllegalArgumentException(
          "no published difference: %s from %s on %s images"
              .formatted(difference, baseline, images));
    }
  }

  /** The binomial 95 % interval of the difference. It leaves out the luck of the seeds. */
  public Interval interval() {
    double half = CRITICAL * standardError(difference);
    return new Interval(difference - half, difference + half);
  }

  /**
   * Where the difference of another experiment lies in 95 of 100 cases, if both measure the same
   * (Patil, Peng and Leek, Perspectives on Psychological Science 11, 2016).
   *
   * @param replicationError standard error of the other experiment's difference
   */
  public Interval prediction(double replicationError) {
    double half = CRITICAL * Math.hypot(standardError(difference), replicationError);
    return new Interval(difference - half, difference + half);
  }

  /**
   * The effect, above 0 and in the published direction, that this experiment would have found in a
   * third of tries: whatever is smaller could not be seen with it, and a replication that excludes
   * it says that there is no such effect ("small telescopes", Simonsohn, Psychological Science 26,
   * 2015).
   */
  public double telescope() {
    double low = 0;
    double high = difference > 0 ? 1 - baseline : baseline;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (power(middle) < TELESCOPE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** How often the two-sided z-test of two proportions finds an effect of this size. */
  double power(double size) {
    double signed = Math.copySign(size, difference);
    double middle = baseline + signed / 2;
    double pooled = Math.sqrt(2 * middle * (1 - middle) / images);
    return NORMAL.cumulativeProbability((size - CRITICAL * pooled) / standardError(signed));
  }

  private double standardError(double signed) {
    double other = Math.min(1, Math.max(0, baseline + signed));
    return Math.sqrt((baseline * (1 - baseline) + other * (1 - other)) / images);
  }
}
