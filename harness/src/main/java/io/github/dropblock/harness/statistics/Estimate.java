package io.github.dropblock.harness.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An effect and what it owes to chance, which has two sources: the luck of the seeds, known from
 * few of them, and the choice of the test images, known well from many. Their degrees of freedom
 * are put together as Hillis does (Statistics in Medicine 26, 2007), after Satterthwaite.
 *
 * @param effect on a scale where 0 is none
 * @param seedVariance what the seeds add to the variance of the effect
 * @param seedDegrees degrees of freedom that it was estimated with, above 0
 * @param imageVariance what the images add, 0 or more
 */
public record Estimate(
    double effect, double seedVariance, double seedDegrees, double imageVariance) {
  /** The probability of a false alarm, and that an interval misses. */
  public static final double LEVEL = 0.05;

  public Estimate {
    if (!Double.isFinite(effect)
        || !(seedVariance >= 0)
        || !(imageVariance >= 0)
        || !(seedDegrees > 0)) {
      throw new IllegalArgumentException(
          "no estimate has effect %s, variances %s and %s, and %s degrees of freedom"
              .formatted(effect, seedVariance, imageVariance, seedDegrees));
    }
  }

  /** Of the effect. */
  public double standardError() {
    return Math.sqrt(seedVariance + imageVariance);
  }

  /** Of Student's t for the effect; infinite where the images alone make it uncertain. */
  public double degrees() {
    double share = seedVariance / (seedVariance + imageVariance);
    return share > 0 ? seedDegrees / (share * share) : Double.POSITIVE_INFINITY;
  }

  /** At 95 %. */
  public Interval interval() {
    return interval(1 - LEVEL);
  }

  /**
   * @param confidence such as 0.95
   */
  public Interval interval(double confidence) {
    double half = quantile((1 + confidence) / 2) * standardError();
    return new Interval(effect - half, effect + half);
  }

  /**
   * Two-sided p that there is no effect; 1 where nothing scatters, since nobody then knows how much
   * chance does.
   */
  public double p() {
    return standardError() > 0
        ? Math.min(1, 2 * student().survivalProbability(Math.abs(effect) / standardError()))
        : 1;
  }

  /** One-sided p that the effect is not below 0. */
  public double pBelow() {
    return standardError() > 0 ? student().cumulativeProbability(effect / standardError()) : 1;
  }

  /**
   * The same with another number of seeds of each arm.
   *
   * @param have seeds of each arm that this was estimated with, 2 or more
   * @param want seeds of each arm, 2 or more
   */
  public Estimate withSeeds(int have, int want) {
    return new Estimate(
        effect, seedVariance * have / want, seedDegrees * (want - 1) / (have - 1), imageVariance);
  }

  /**
   * The size of an effect that is told from none 8 times of 10, at a level of 5 %. The sum of two
   * quantiles of Student's t stands for the noncentral distribution's; with 4 degrees of freedom it
   * is some per cent too large.
   */
  public double detectable() {
    return (quantile(1 - LEVEL / 2) + quantile(0.8)) * standardError();
  }

  /** The same in another unit. */
  public Estimate times(double factor) {
    double square = factor * factor;
    return new Estimate(
        factor * effect, square * seedVariance, seedDegrees, square * imageVariance);
  }

  private double quantile(double probability) {
    return standardError() > 0 ? student().inverseCumulativeProbability(probability) : 0;
  }

  private TDistribution student() {
    return TDistribution.of(degrees());
  }
}
