package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.statistics.Interval;
import java.util.Arrays;

/**
 * A difference of two test accuracies and its 95 % confidence interval, shares.
 *
 * @param paired whether it was taken image by image, over the same test images
 */
record Difference(double value, Interval interval, boolean paired) {
  /** The standard normal distribution's quantile at 97.5 %. */
  private static final double Z = 1.959963984540054;

  /**
   * Of the same images. Two made-up images, one for each side, keep the interval honest where the
   * sides hardly differ (Bonett and Price 2012); without seeds to average over it is theirs.
   *
   * @param differences for each image, how often it was classified right here less there, as shares
   *     of the seeds: −1 to 1
   */
  static Difference paired(double[] differences) {
    int images = differences.length + 2;
    double mean = Arrays.stream(differences).sum() / images;
    double squares = 2 + Arrays.stream(differences).map(each -> each * each).sum();
    double error = Math.sqrt((squares / images - mean * mean) / images);
    double value = Arrays.stream(differences).average().orElseThrow();
    return new Difference(value, around(mean, error), true);
  }

  /**
   * Of different images: Agresti and Caffo's interval (2000), which adds a hit and a miss to each
   * side.
   *
   * @param right images classified right, mean over seeds
   */
  static Difference unpaired(double right, int images, double otherRight, int otherImages) {
    double here = (right + 1) / (images + 2);
    double there = (otherRight + 1) / (otherImages + 2);
    double error =
        Math.sqrt(here * (1 - here) / (images + 2) + there * (1 - there) / (otherImages + 2));
    double value = right / images - otherRight / otherImages;
    return new Difference(value, around(here - there, error), false);
  }

  private static Interval around(double middle, double error) {
    return new Interval(middle - Z * error, middle + Z * error);
  }
}
