package io.github.dropblock.harness.statistics;

import java.util.function.BiPredicate;

/**
 * How often rules tell two simulated arms apart. With {@code -Dsimulations.long=true} from many
 * draws, which takes some minutes; else from few.
 */
final class Rates {
  /** Whether the tables of docs/verdicts.md and docs/ci.md are made anew. */
  static final boolean LONG = Boolean.getBoolean("simulations.long");

  private Rates() {}

  /**
   * Two arms at 93 %.
   *
   * @param images that both are tested on
   * @param seeds of each
   * @param scatter of accuracies over seeds beside what images add, points
   * @param others the second arm's scatter, points
   * @param effect by which the first is better, points
   * @param together correlation of a seed's luck in the two arms
   */
  record Setting(
      int images, int seeds, double scatter, double others, double effect, double together) {
    Setting(int images, int seeds, double scatter, double effect) {
      this(images, seeds, scatter, scatter, effect, 0);
    }

    /** The share of draws, seeded, for which a rule holds. */
    double of(int draws, BiPredicate<Answers, Answers> rule) {
      Draws random = new Draws(20261126);
      int held = 0;
      for (int i = 0; i < draws; i++) {
        LatentDifficulty model = new LatentDifficulty(random, images, FalseVerdicts.OWN);
        double[] lucks = model.lucks(seeds);
        double[] own = model.lucks(seeds);
        for (int seed = 0; seed < seeds; seed++) {
          own[seed] = together * lucks[seed] + Math.sqrt(1 - together * together) * own[seed];
        }
        Answers arm = model.arm(0.93 + effect / 100, scatter / 100, lucks);
        Answers baseline = model.arm(0.93, others / 100, own);
        held += rule.test(arm, baseline) ? 1 : 0;
      }
      return (double) held / draws;
    }
  }

  /** That the model tells them apart. */
  static boolean told(Answers arm, Answers baseline) {
    return Accuracies.difference(arm, baseline, true).p() <= Estimate.LEVEL;
  }

  /** That the rule of before told them apart. */
  static boolean toldBefore(Answers arm, Answers baseline) {
    return OldRule.p(arm.right(), baseline.right()) <= Estimate.LEVEL;
  }
}
