package io.github.dropblock.harness.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** How accuracies were judged before: what the simulations hold the model against. */
final class OldRule {
  private OldRule() {}

  /** McNemar's exact p; an image speaks for the arm that more of the seeds classify right. */
  static double p(boolean[][] arm, boolean[][] baseline) {
    int forArm = 0;
    int forBaseline = 0;
    for (int image = 0; image < arm[0].length; image++) {
      int at = image;
      long balance =
          Arrays.stream(arm).filter(seed -> seed[at]).count()
              - Arrays.stream(baseline).filter(seed -> seed[at]).count();
      forArm += balance > 0 ? 1 : 0;
      forBaseline += balance < 0 ? 1 : 0;
    }
    double oneSided =
        BinomialDistribution.of(forArm + forBaseline, 0.5)
            .cumulativeProbability(Math.min(forArm, forBaseline));
    return Math.min(1, 2 * oneSided);
  }

  /** Standard errors that a mean accuracy might lie below a baseline's: 2, or 1 point. */
  static boolean fallen(Answers before, Answers now, double errors) {
    double p = before.mean();
    double q = now.mean();
    double error = Math.sqrt((p * (1 - p) + q * (1 - q)) / before.images());
    return q < p - Math.max(0.01, errors * error);
  }
}
