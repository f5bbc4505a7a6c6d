package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.statistics.Decision;
import io.github.dropblock.harness.statistics.Estimate;
import io.github.dropblock.harness.statistics.Interval;
import io.github.dropblock.harness.statistics.Power;
import io.github.dropblock.harness.statistics.PublishedDifference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run says about a statement.
 *
 * @param evidence what was measured; absent if nothing could be
 * @param obstacle why there is no test, in words; else empty
 * @param remark what must be known with it, in words; else empty
 */
public record Finding(
    Statement statement, Optional<Evidence> evidence, String obstacle, String remark) {

  /**
   * What was measured.
   *
   * @param armSeeds finished seeds of the arm
   * @param baselineSeeds finished seeds of the baseline; none without one
   * @param arm values by seed
   * @param baseline values by seed
   * @param estimate on the scale of tests, where no effect is 0; absent where one seed tells
   *     nothing
   * @param superiority of the arm's and the baseline's seeds, how often the arm has more
   */
  public record Evidence(
      List<Long> armSeeds,
      List<Long> baselineSeeds,
      List<Double> arm,
      List<Double> baseline,
      double effect,
      Optional<Estimate> estimate,
      OptionalDouble superiority) {
    public Evidence {
      armSeeds = List.copyOf(armSeeds);
      baselineSeeds = List.copyOf(baselineSeeds);
      arm = List.copyOf(arm);
      baseline = List.copyOf(baseline);
    }

    /** Seeds of the arm that has fewer. */
    public int seeds() {
      return baselineSeeds.isEmpty()
          ? armSeeds.size()
          : Math.min(armSeeds.size(), baselineSeeds.size());
    }
  }

  static Finding untested(Statement statement, String why) {
    return new Finding(statement, Optional.empty(), why, "");
  }

  Finding untested(String why) {
    return new Finding(statement, evidence, why, remark);
  }

  /** Whether it can be tested. */
  public boolean tested() {
    return obstacle.isEmpty();
  }

  /** The effect in the unit that people are told. */
  public OptionalDouble effect() {
    return evidence.isPresent()
        ? OptionalDouble.of(statement.effect().told(evidence.get().effect()))
        : OptionalDouble.empty();
  }

  /**
   * At 95 %, in the unit that people are told. With one seed it is that of the difference between
   * two trainings, and tells nothing of others.
   */
  public Optional<Interval> interval() {
    return estimate().map(Estimate::interval).map(statement.effect()::told);
  }

  /** The effect and its interval, as {@code +1.5 points (+0.4 to +2.5)}; absent if unmeasured. */
  public Optional<String> inWords() {
    Effect kind = statement.effect();
    return effect().isEmpty()
        ? Optional.empty()
        : Optional.of(
            kind.words(effect().getAsDouble())
                + interval().map(each -> " (" + kind.words(each) + ")").orElse(""));
  }

  /** Two-sided, of this statement alone; absent where it isn't tested. */
  public OptionalDouble p() {
    return tested() ? OptionalDouble.of(estimate().orElseThrow().p()) : OptionalDouble.empty();
  }

  /** The paper's experiment, where it states a size. */
  public Optional<PublishedDifference> published() {
    return statement
        .stated()
        .flatMap(
            stated ->
                evidence.map(
                    seen ->
                        stated.published(
                            seen.baseline().stream()
                                .mapToDouble(each -> each / 100)
                                .average()
                                .orElseThrow())));
  }

  /**
   * Where this run's effect lies in 95 of 100 cases if it and the paper measure the same, points.
   */
  public Optional<Interval> prediction() {
    return published()
        .flatMap(
            paper ->
                estimate()
                    .filter(each -> tested())
                    .map(each -> paper.prediction(each.standardError() / 100).times(100)));
  }

  /** With the stated direction upwards. Needs to be tested. */
  Decision.ClaimPart part() {
    double sign = statement.more() ? 1 : -1;
    Estimate upwards = estimate().orElseThrow().times(sign);
    return published()
        .map(
            paper ->
                Decision.ClaimPart.size(
                    upwards,
                    Math.abs(statement.stated().orElseThrow().points()),
                    100 * paper.telescope()))
        .orElseGet(() -> Decision.ClaimPart.direction(upwards));
  }

  /**
   * Seeds of each arm that settle it 8 times of 10: whether there is an effect of the size that
   * matters or, where none is stated, of the size seen. Empty where 200 don't.
   */
  OptionalInt seedsNeeded() {
    Decision.ClaimPart part = part();
    double size = part.limit().orElse(Math.abs(part.estimate().effect()));
    return Power.seeds(part.estimate(), Math.max(2, evidence.orElseThrow().seeds()), size);
  }

  private Optional<Estimate> estimate() {
    return evidence.flatMap(Evidence::estimate);
  }
}
