package io.github.dropblock.harness.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * The one model for accuracies: test images crossed with trainings, trainings drawn by their seeds
 * within each arm. It is the multi-reader multi-case analysis of variance of radiology, with
 * trainings for readers and images for cases (Obuchowski and Rockette, Communications in Statistics
 * 24, 1995; Hillis, Statistics in Medicine 26, 2007, and 33, 2014, for readers nested in tests). So
 * an effect is held against both the luck of seeds and the choice of images.
 */
public final class Accuracies {
  private Accuracies() {}

  /**
   * An arm's accuracy less its baseline's, tested on the same images.
   *
   * @param arm two seeds or more
   * @param baseline two seeds or more
   * @param sameSeeds whether the two have the same seeds in the same order; they are then taken in
   *     pairs if {@link Pairing} finds that they go together
   */
  public static Estimate difference(Answers arm, Answers baseline, boolean sameSeeds) {
    boolean paired = sameSeeds && Pairing.measured(arm.shares(), baseline.shares());
    return of(Contrast.DIFFERENCE, List.of(arm, baseline), paired);
  }

  /**
   * What differs between two trainings, whatever their seeds' luck: the choice of the images alone
   * makes it uncertain.
   *
   * @param arm one seed
   * @param baseline one seed
   */
  public static Estimate betweenTrainings(Answers arm, Answers baseline) {
    double variance =
        arm.variance() + baseline.variance() - 2 * arm.covariance(baseline) + arm.rounding();
    return new Estimate(
        arm.mean() - baseline.mean(), 0, Double.POSITIVE_INFINITY, Math.max(0, variance));
  }

  /** The mean accuracy of an arm, over draws of seeds and images. Needs two seeds. */
  public static Estimate mean(Answers arm) {
    double[] shares = arm.shares();
    double meanSquare = Math.max(arm.rounding(), Contrast.squares(shares) / (shares.length - 1));
    return new Estimate(
        arm.mean(), meanSquare / shares.length, shares.length - 1, Math.max(0, arm.covariance()));
  }

  static Estimate of(Contrast contrast, List<Answers> arms, boolean paired) {
    double[][] values = arms.stream().map(Answers::shares).toArray(double[][]::new);
    double images = imageVariance(contrast.weights(), arms, paired);
    double rounding = arms.get(0).rounding();
    return paired
        ? contrast.paired(values, images, rounding)
        : contrast.nested(values, images, rounding);
  }

  /** Σ wᵢ² Cov2ᵢ + Σ wᵢ wⱼ Cov3ᵢⱼ; with two arms 2 (Cov2 − Cov3). */
  private static double imageVariance(double[] weights, List<Answers> arms, boolean paired) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * weights[i] * arms.get(i).covariance();
      for (int j = 0; j < i; j++) {
        double covariance =
            paired
                ? arms.get(i).covarianceOfDifferentSeeds(arms.get(j))
                : arms.get(i).covariance(arms.get(j));
        sum += 2 * weights[i] * weights[j] * covariance;
      }
    }
    return Math.max(0, sum);
  }

  /** Of two arms' seeds, how often the one's is the better of a pair; ties count half. */
  public static double probabilityOfSuperiority(double[] arm, double[] baseline) {
    return Arrays.stream(arm)
        .flatMap(
            one -> Arrays.stream(baseline).map(other -> one > other ? 1 : one == other ? 0.5 : 0))
        .average()
        .orElse(Double.NaN);
  }
}
