package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Measure;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is said of one measure of one network: with {@code arm} it is more, or less, than with
 * {@code baseline}; or, without a baseline, more than the measure's own threshold.
 *
 * @param more whether it is said to be more, rather than less
 * @param stated by how much, in the unit of the measure's effects, if that is said
 */
public record Statement(
    Network network,
    Regularizer arm,
    Optional<Regularizer> baseline,
    Measure measure,
    boolean more,
    OptionalDouble stated) {
  public Statement {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(arm, "arm");
    if (baseline.isPresent() && baseline.get() == arm) {
      throw new IllegalArgumentException(
          "a comparison needs two regularizers, but has twice " + arm);
    }
    if (baseline.isEmpty() != (Effect.of(measure) == Effect.ABOVE_HALF)) {
      throw new IllegalArgumentException(
          measure.title() + (baseline.isEmpty() ? " needs a baseline" : " has no baseline"));
    }
  }

  /** How the arm's value is held against the baseline's. */
  Effect effect() {
    return Effect.of(measure);
  }

  /** Unit of an effect: points, or per cent of the baseline. */
  public String effectUnit() {
    return effect().unit();
  }

  /** That {@code arm}'s test accuracy lies {@code points} above, or below, {@code baseline}'s. */
  public static Statement accuracy(
      Network network, Regularizer arm, Regularizer baseline, double points) {
    return new Statement(
        network,
        arm,
        Optional.of(baseline),
        Measure.TEST_ACCURACY,
        points > 0,
        OptionalDouble.of(points));
  }

  /** That a measure is less with {@code arm}. */
  public static Statement less(
      Network network, Regularizer arm, Regularizer baseline, Measure measure) {
    return new Statement(
        network, arm, Optional.of(baseline), measure, false, OptionalDouble.empty());
  }

  /** That a measure is more with {@code arm}. */
  public static Statement more(
      Network network, Regularizer arm, Regularizer baseline, Measure measure) {
    return new Statement(
        network, arm, Optional.of(baseline), measure, true, OptionalDouble.empty());
  }

  /** That a curve has a shape. */
  public static Statement shape(Network network, Regularizer arm, Measure measure) {
    return new Statement(network, arm, Optional.empty(), measure, true, OptionalDouble.empty());
  }
}
