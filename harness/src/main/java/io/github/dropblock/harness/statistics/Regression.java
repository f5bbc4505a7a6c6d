package io.github.dropblock.harness.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether arms of a run are less accurate than those of an accepted one, tested on the same images:
 * one-sided, and so that a build with nothing wrong fails as rarely as its level says, however many
 * arms it has.
 *
 * <p>Trainings of a group, such as a network's, scatter by a common multiple of what a draw of
 * images scatters (a quasi-binomial model: Wedderburn, Biometrika 61, 1974). The multiple is pooled
 * over the group's arms that have learnt, in both runs, and never below 1. An arm that had not
 * wholly learnt when it was accepted scatters as it likes, and has a multiple of its own.
 */
public final class Regression {
  private Regression() {}

  /**
   * An arm in both runs.
   *
   * @param group whose trainings scatter alike
   * @param before of the accepted run
   * @param now of the run in question
   */
  public record PairedArm(String group, Answers before, Answers now) {}

  /**
   * What is found of an arm.
   *
   * @param difference accuracy now less before, a share
   * @param adjusted one-sided p that it has not fallen, after Holm's correction for all arms
   */
  public record Change(double difference, double adjusted) {
    /**
     * @param level of the whole build
     */
    public boolean fallen(double level) {
      return adjusted <= level;
    }
  }

  /** One change an arm, in the order given. */
  public static List<Change> of(List<PairedArm> arms) {
    Map<String, Dispersion> groups = new LinkedHashMap<>();
    for (PairedArm arm : arms) {
      if (scattersAsItsGroup(arm)) {
        groups.computeIfAbsent(arm.group(), group -> new Dispersion()).add(arm);
      }
    }
    List<Double> ps = arms.stream().map(arm -> p(arm, dispersion(arm, groups))).toList();
    List<Double> adjusted = MultipleTests.holm(ps);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      PairedArm arm = arms.get(i);
      changes.add(new Change(arm.now().mean() - arm.before().mean(), adjusted.get(i)));
    }
    return List.copyOf(changes);
  }

  private static boolean scattersAsItsGroup(PairedArm arm) {
    return Learnt.of(arm.before()) == Learnt.ALL;
  }

  private static Dispersion dispersion(PairedArm arm, Map<String, Dispersion> groups) {
    if (scattersAsItsGroup(arm)) {
      return Objects.requireNonNull(groups.get(arm.group()));
    }
    Dispersion own = new Dispersion();
    own.add(arm.before());
    own.add(arm.now());
    return own;
  }

  /**
   * The larger of two: with the scatter as it is measured, by Student's t with its degrees of
   * freedom, and with the least that is believed, which is known and has the normal distribution.
   */
  private static double p(PairedArm arm, Dispersion dispersion) {
    double least = fall(arm, 1, Double.POSITIVE_INFINITY).pBelow();
    return dispersion.degrees == 0
        ? least
        : Math.max(least, fall(arm, dispersion.factor(), dispersion.degrees).pBelow());
  }

  /** On the scale of logarithms of odds, on which trainings scatter evenly to both sides. */
  private static Estimate fall(PairedArm arm, double factor, double degrees) {
    Answers before = arm.before();
    Answers now = arm.now();
    double seeds = factor * before.binomialOnLogits() * (1.0 / before.seeds() + 1.0 / now.seeds());
    return new Estimate(
        Contrast.mean(now.logits()) - Contrast.mean(before.logits()),
        seeds,
        degrees,
        Math.max(0, images(before, now)));
  }

  /** What the choice of images adds: nothing that one seed could tell. */
  private static double images(Answers before, Answers now) {
    double then = before.slopeOfLogit();
    double here = now.slopeOfLogit();
    return before.seeds() > 1 && now.seeds() > 1
        ? then * then * before.covariance()
            + here * here * now.covariance()
            - 2 * then * here * before.covariance(now)
        : 0;
  }

  /** How much trainings scatter, in multiples of what images alone would make them. */
  private static final class Dispersion {
    private double squares;
    private int degrees;

    /** What no longer learns has changed: its scatter would hide that. */
    void add(PairedArm arm) {
      add(arm.before());
      if (Learnt.of(arm.now()) == Learnt.ALL) {
        add(arm.now());
      }
    }

    void add(Answers answers) {
      squares += Contrast.squares(answers.logits()) / answers.binomialOnLogits();
      degrees += answers.seeds() - 1;
    }

    double factor() {
      return squares / degrees;
    }
  }
}
