package io.github.dropblock.harness.statistics;

import java.util.Arrays;

/**
 * Which test images each training of an arm classified right, and how far its accuracies owe that
 * to the choice of the images. Variances and covariances are those of accuracies, shares, over
 * draws of as many images, estimated without bias from the images at hand.
 */
public final class Answers {
  private final boolean[][] right;
  private final double[] shares;
  private final int[] counts;

  /**
   * @param right for each seed, whether each image was classified right; the seeds share two images
   *     or more, in the same order
   */
  public Answers(boolean[][] right) {
    if (right.length == 0 || right[0].length < 2) {
      throw new IllegalArgumentException("answers are of one training and two images at least");
    }
    this.right = Arrays.stream(right).map(boolean[]::clone).toArray(boolean[][]::new);
    this.counts = new int[right[0].length];
    this.shares = new double[right.length];
    for (int seed = 0; seed < right.length; seed++) {
      if (right[seed].length != counts.length) {
        throw new IllegalArgumentException("the seeds were tested on different images");
      }
      int sum = 0;
      for (int image = 0; image < counts.length; image++) {
        int one = right[seed][image] ? 1 : 0;
        counts[image] += one;
        sum += one;
      }
      shares[seed] = (double) sum / counts.length;
    }
  }

  /** For each seed, whether each image was classified right. */
  public boolean[][] right() {
    return Arrays.stream(right).map(boolean[]::clone).toArray(boolean[][]::new);
  }

  /** How many trainings there are. */
  public int seeds() {
    return right.length;
  }

  /** How many images each was tested on. */
  public int images() {
    return counts.length;
  }

  /** Accuracy of each seed. */
  public double[] shares() {
    return shares.clone();
  }

  /** Mean accuracy. */
  public double mean() {
    return Contrast.mean(shares);
  }

  /** Of one training's accuracy, mean over the seeds. */
  double variance() {
    return Arrays.stream(shares).map(share -> share * (1 - share)).average().orElseThrow()
        / (images() - 1);
  }

  /** Of two different seeds' accuracies, mean over the pairs (Cov2). Needs two seeds. */
  double covariance() {
    double together = 0;
    for (int count : counts) {
      together += (double) count * (count - 1);
    }
    double sum = Arrays.stream(shares).sum();
    double squares = Arrays.stream(shares).map(share -> share * share).sum();
    return (together / images() - (sum * sum - squares))
        / (images() - 1)
        / ((double) seeds() * (seeds() - 1));
  }

  /** Of this and another arm's accuracies, mean over all pairs of seeds (Cov3, nested). */
  double covariance(Answers other) {
    return crossed(other) / ((double) seeds() * other.seeds());
  }

  /** The same over the pairs of different seeds (Cov3, where the arms share their seeds). */
  double covarianceOfDifferentSeeds(Answers other) {
    double same = 0;
    for (int seed = 0; seed < seeds(); seed++) {
      int both = 0;
      for (int image = 0; image < images(); image++) {
        both += right[seed][image] && other.right[seed][image] ? 1 : 0;
      }
      same += (double) both / images() - shares[seed] * other.shares[seed];
    }
    return (crossed(other) - same / (images() - 1)) / ((double) seeds() * (seeds() - 1));
  }

  /** Covariances summed over all pairs of this arm's and the other's seeds. */
  private double crossed(Answers other) {
    if (other.images() != images()) {
      throw new IllegalArgumentException("they were tested on different images");
    }
    double together = 0;
    for (int image = 0; image < images(); image++) {
      together += (double) counts[image] * other.counts[image];
    }
    return (together / images() - Arrays.stream(shares).sum() * Arrays.stream(other.shares).sum())
        / (images() - 1);
  }

  /** Logarithm of the odds of each seed's accuracy, half an image added to right and wrong. */
  double[] logits() {
    return Arrays.stream(shares)
        .map(share -> Math.log((share * images() + 0.5) / ((1 - share) * images() + 0.5)))
        .toArray();
  }

  /** The variance of a logarithm of odds like this arm's, were each image a trial of its own. */
  double binomialOnLogits() {
    return slopeOfLogit() / images();
  }

  /** How much the logarithm of the odds grows with this arm's accuracy. */
  double slopeOfLogit() {
    double half = 0.5 / images();
    double share = Math.min(1 - half, Math.max(half, mean()));
    return 1 / (share * (1 - share));
  }

  /** Of accuracies that are multiples of one image: the variance of rounding (Sheppard 1898). */
  double rounding() {
    return 1 / (12.0 * images() * images());
  }
}
