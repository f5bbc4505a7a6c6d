package io.github.dropblock.harness.statistics;

import java.util.List;
import java.util.OptionalDouble;

/** From estimates to a verdict. A claim may have several parts, all of which it needs. */
public final class Decision {
  private Decision() {}

  /**
   * A part of a claim, with the claimed direction upwards.
   *
   * @param estimate positive where the effect has the claimed sign
   * @param stated the claimed size, above 0; absent where only a direction is claimed
   * @param telescope the effect that the original experiment would have found in a third of tries,
   *     above 0; absent where no size is claimed
   */
  public record ClaimPart(Estimate estimate, OptionalDouble stated, OptionalDouble telescope) {
    public ClaimPart {
      if (stated.isPresent() != telescope.isPresent()
          || stated.orElse(1) <= 0
          || telescope.orElse(1) <= 0) {
        throw new IllegalArgumentException("a part's sizes are above 0, or both absent");
      }
    }

    /** That only a direction is claimed. */
    public static ClaimPart direction(Estimate estimate) {
      return new ClaimPart(estimate, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** That an effect of a size is claimed. */
    public static ClaimPart size(Estimate estimate, double stated, double telescope) {
      return new ClaimPart(estimate, OptionalDouble.of(stated), OptionalDouble.of(telescope));
    }

    /**
     * What an effect must be smaller than for there to be none such: what the original could have
     * seen, but never more than it states, since an interval that has the stated size in it does
     * not speak against it. Absent where no size is claimed.
     */
    public OptionalDouble limit() {
      return stated.isPresent()
          ? OptionalDouble.of(Math.min(stated.getAsDouble(), telescope.orElseThrow()))
          : OptionalDouble.empty();
    }

    private boolean wrong() {
      return estimate.effect() < 0;
    }

    private boolean reaches() {
      return stated.isEmpty() || estimate.interval().high() >= stated.getAsDouble();
    }

    private boolean excludes() {
      return limit().isPresent() && estimate.interval().high() < limit().getAsDouble();
    }
  }

  /**
   * Two-sided p of a claim, to be corrected for all claims of a run. If all parts have the claimed
   * sign it is the largest: an intersection–union test (Berger, Technometrics 24, 1982). If some
   * haven't, one of those suffices against the claim, so it is the least of theirs, times the
   * number of parts (Bonferroni).
   *
   * @param parts one or more
   */
  public static double p(List<ClaimPart> parts) {
    OptionalDouble against =
        parts.stream().filter(ClaimPart::wrong).mapToDouble(part -> part.estimate().p()).min();
    return against.isPresent()
        ? Math.min(1, parts.size() * against.getAsDouble())
        : parts.stream().mapToDouble(part -> part.estimate().p()).max().orElseThrow();
  }

  /**
   * The first verdict that fits, in this order: significant with the right sign (reproduced if all
   * intervals reach the stated sizes, else smaller), significant with the wrong sign, no such
   * effect, inconclusive. A claim that could not be tested doesn't come here.
   *
   * @param parts one or more
   * @param corrected p of {@link #p}, corrected for all claims of the run
   */
  public static Verdict verdict(List<ClaimPart> parts, double corrected) {
    if (corrected <= Estimate.LEVEL) {
      if (parts.stream().anyMatch(ClaimPart::wrong)) {
        return Verdict.OPPOSITE;
      }
      return parts.stream().allMatch(ClaimPart::reaches) ? Verdict.REPRODUCED : Verdict.SMALLER;
    }
    return parts.stream().anyMatch(ClaimPart::excludes)
        ? Verdict.NO_SUCH_EFFECT
        : Verdict.INCONCLUSIVE;
  }
}
