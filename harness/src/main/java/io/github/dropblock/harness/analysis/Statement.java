package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Measure;
import java.util.Objects;
import java.util.Optional;

/**
 * What is said of one measure of one network: with {@code arm} it is more, or less, than with
 * {@code baseline}; or, without a baseline, more than the measure's own threshold.
 *
 * @param more whether it is said to be more, rather than less
 * @param stated by how much, if that is said
 */
public record Statement(
    Network network,
    Regularizer arm,
    Optional<Regularizer> baseline,
    Measure measure,
    boolean more,
    Optional<Stated> stated) {
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

  /** Whether it is about an arm, or compares with it. */
  public boolean isAbout(Arm any) {
    return network == any.network()
        && (arm == any.regularizer() || baseline.filter(any.regularizer()::equals).isPresent());
  }

  /** How the arm's value is held against the baseline's. */
  public Effect effect() {
    return Effect.of(measure);
  }

  /** That {@code arm}'s test accuracy lies above, or below, {@code baseline}'s. */
  public static Statement accuracy(
      Network network, Regularizer arm, Regularizer baseline, Stated stated) {
    return new Statement(
        network,
        arm,
        Optional.of(baseline),
        Measure.TEST_ACCURACY,
        stated.points() > 0,
        Optional.of(stated));
  }

  /** That a measure is less with {@code arm}. */
  public static Statement less(
      Network network, Regularizer arm, Regularizer baseline, Measure measure) {
    return new Statement(network, arm, Optional.of(baseline), measure, false, Optional.empty());
  }

  /** That a measure is more with {@code arm}. */
  public static Statement more(
      Network network, Regularizer arm, Regularizer baseline, Measure measure) {
    return new Statement(network, arm, Optional.of(baseline), measure, true, Optional.empty());
  }

  /** That a curve has a shape. */
  public static Statement shape(Network network, Regularizer arm, Measure measure) {
    return new Statement(network, arm, Optional.empty(), measure, true, Optional.empty());
  }
}
