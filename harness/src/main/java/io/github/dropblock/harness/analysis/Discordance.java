package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.rundir.Prediction;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How two arms differ on the same test images.
 *
 * @param forArm images that speak for the arm (b)
 * @param forBaseline images that speak for the baseline (c)
 */
public record Discordance(int forArm, int forBaseline) {
  public Discordance {
    if (forArm < 0 || forBaseline < 0) {
      throw new IllegalArgumentException(
          "images can't be counted as " + forArm + " and " + forBaseline);
    }
  }

  /**
   * Counts images. With one seed, b counts those that the arm alone classifies right and c those
   * that the baseline alone does, as McNemar has it. With several, an image speaks for the arm that
   * classifies it right under more seeds: the seeds share their images, so that counting every
   * seed's discordant pairs would pass dependent ones off as so many independent ones.
   *
   * @param balances for each image, how many more of the arm's seeds than of the baseline's
   *     classify it right
   */
  static Discordance of(int[] balances) {
    int forArm = 0;
    int forBaseline = 0;
    for (int balance : balances) {
      forArm += balance > 0 ? 1 : 0;
      forBaseline += balance < 0 ? 1 : 0;
    }
    return new Discordance(forArm, forBaseline);
  }

  /**
   * The exact McNemar test's two-sided p (conditional on b + c; McNemar 1947, Fagerland et al.
   * 2013). It knows of chance in the choice of test images only: that another seed would train
   * another network is for the interval over seeds to tell.
   */
  public double p() {
    int all = forArm + forBaseline;
    double oneSided =
        BinomialDistribution.of(all, 0.5).cumulativeProbability(Math.min(forArm, forBaseline));
    return Math.min(1, 2 * oneSided);
  }

  /**
   * For each test image, by its id, +1 where the arm alone is right, −1 where the baseline alone
   * is, else 0. Files may have images in any order, and each seed's in another.
   *
   * @throws IllegalArgumentException if the two were tested on different images, or on one twice
   */
  static SortedMap<String, Integer> balance(List<Prediction> arm, List<Prediction> baseline) {
    SortedMap<String, Integer> balance = right(arm);
    Map<String, Integer> other = right(baseline);
    if (!balance.keySet().equals(other.keySet())) {
      throw new IllegalArgumentException("they were tested on different images");
    }
    balance.replaceAll((image, right) -> right - other.get(image));
    return balance;
  }

  /** For each image 1 or 0. */
  private static SortedMap<String, Integer> right(List<Prediction> predictions) {
    SortedMap<String, Integer> right = new TreeMap<>();
    for (Prediction each : predictions) {
      if (right.put(each.image(), each.correct() ? 1 : 0) != null) {
        throw new IllegalArgumentException("a predictions.csv has an image twice");
      }
    }
    return right;
  }
}
