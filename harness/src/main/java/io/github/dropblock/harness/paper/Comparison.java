package io.github.dropblock.harness.paper;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.Objects;

/**
 * A difference in test accuracy that the paper states.
 *
 * @param arm the regularizer that is said to do better or worse
 * @param baseline the regularizer it is held against
 * @param points {@code arm} less {@code baseline}, percentage points
 */
public record Comparison(Network network, Regularizer arm, Regularizer baseline, double points) {
  public Comparison {
    Objects.requireNonNull(network, "network");
    if (arm == baseline) {
      throw new IllegalArgumentException(
          "a comparison needs two regularizers, but has twice " + arm);
    }
  }
}
