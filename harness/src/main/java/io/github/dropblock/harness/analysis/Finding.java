package io.github.dropblock.harness.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run says about a statement.
 *
 * @param evidence what was measured; absent if nothing could be
 * @param obstacle why it could not, or why there is no test, in words; else empty
 * @param adjusted p after Holm's correction for all tests of the run; absent if there was no test
 */
public record Finding(
    Statement statement, Optional<Evidence> evidence, String obstacle, OptionalDouble adjusted) {

  /** The probability of a false alarm, in all of a run's tests together, that verdicts accept. */
  public static final double LEVEL = 0.05;

  /**
   * What was measured. Effects are in the unit of the measure's effects.
   *
   * @param seeds that both arms have finished
   * @param arm values by seed
   * @param baseline values by seed; empty without a baseline
   * @param effect mean over the seeds
   * @param interval at 95 %, not corrected for many tests: over seeds and test images for
   *     accuracies, over seeds for the others; absent for those with one seed
   * @param discordance on the test images, for accuracies
   * @param p two-sided: exact McNemar for accuracies, Student's t over the seeds for the others;
   *     absent for those with one seed, and for trainings that have not learnt
   */
  public record Evidence(
      List<Long> seeds,
      List<Double> arm,
      List<Double> baseline,
      double effect,
      Optional<Interval> interval,
      Optional<Discordance> discordance,
      OptionalDouble p) {
    public Evidence {
      seeds = List.copyOf(seeds);
      arm = List.copyOf(arm);
      baseline = List.copyOf(baseline);
    }

    private Evidence untested() {
      return new Evidence(
          seeds, arm, baseline, effect, interval, discordance, OptionalDouble.empty());
    }

    /** Whether the interval leaves out 0, on the effect's side of it. */
    boolean beyondZero() {
      return interval
          .map(range -> effect > 0 ? range.low() > 0 : effect < 0 && range.high() < 0)
          .orElse(false);
    }
  }

  /** What was measured, but held not to be worth a test. */
  Finding untested(String why) {
    return new Finding(
        statement,
        evidence.map(Evidence::untested),
        evidence.isEmpty() ? obstacle : why,
        OptionalDouble.empty());
  }

  /**
   * For or against the statement's direction if both hold: p after Holm's correction is at most
   * {@value #LEVEL}, and the interval leaves out 0. How large the effect is plays no part: {@link
   * #size} tells that.
   */
  public Verdict verdict() {
    if (evidence.isEmpty()) {
      return Verdict.NOT_TESTED;
    }
    Evidence seen = evidence.get();
    if (adjusted.isEmpty() || adjusted.getAsDouble() > LEVEL || !seen.beyondZero()) {
      return Verdict.INCONCLUSIVE;
    }
    return seen.effect() > 0 == statement.more() ? Verdict.REPRODUCED : Verdict.CONTRADICTED;
  }

  /** How the effect stands to the one stated. */
  public enum Size {
    NOT_STATED(""),
    SMALLER("less than stated"),
    AS_STATED("fits the stated"),
    LARGER("more than stated");

    private final String title;

    Size(String title) {
      this.title = title;
    }

    /** In words. */
    public String title() {
      return title;
    }
  }

  /**
   * Whether the interval has the stated effect in it, or lies nearer to 0 or further out; not told
   * where there was no test.
   */
  public Size size() {
    Optional<Interval> interval =
        evidence.filter(seen -> seen.p().isPresent()).flatMap(Evidence::interval);
    if (statement.stated().isEmpty() || interval.isEmpty()) {
      return Size.NOT_STATED;
    }
    double stated = statement.stated().getAsDouble();
    boolean above = interval.get().low() > stated;
    boolean below = interval.get().high() < stated;
    return !above && !below
        ? Size.AS_STATED
        : above == statement.more() ? Size.LARGER : Size.SMALLER;
  }
}
