package io.github.dropblock.harness.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Draws which images trainings classify right. Each image has a difficulty that all trainings
 * share; to each training each image is a little easier or harder than that; and each training has
 * a luck, which makes all images easier or harder. An image is classified right where ease is more
 * than what an arm's accuracy demands.
 */
final class LatentDifficulty {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final Draws draws;
  private final double own;
  private final double[] ease;

  /**
   * Draws images.
   *
   * @param own standard deviation of what is each training's own, where what all share has 1. With
   *     0.3 two trainings at 93 % disagree on 4 % of the images.
   */
  LatentDifficulty(Draws draws, int images, double own) {
    this.draws = draws;
    this.own = own;
    this.ease = draws.normal(images);
  }

  /** The lucks of seeds, standard normal. */
  double[] lucks(int seeds) {
    return draws.normal(seeds);
  }

  /**
   * Draws an arm's trainings.
   *
   * @param accuracy expected, a share
   * @param scatter standard deviation of accuracies over seeds, a share, beside what images add
   * @param lucks of its seeds, standard normal
   */
  Answers arm(double accuracy, double scatter, double[] lucks) {
    // The slope of the accuracy at its expectation turns a scatter of accuracies into one of luck.
    double whole = Math.sqrt(1 + own * own);
    double quantile = NORMAL.inverseCumulativeProbability(accuracy);
    double luck = scatter * whole / NORMAL.density(quantile);
    // Luck spreads ease, and so lowers the mean of accuracies: aim that much higher.
    double hard = -quantile * Math.sqrt(whole * whole + luck * luck);
    boolean[][] right = new boolean[lucks.length][ease.length];
    for (int seed = 0; seed < lucks.length; seed++) {
      double demanded = hard - luck * lucks[seed];
      for (int image = 0; image < ease.length; image++) {
        right[seed][image] = ease[image] + own * draws.normal() > demanded;
      }
    }
    return new Answers(right);
  }
}
