package io.github.dropblock.harness.network;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;

/**
 * A network to build.
 *
 * @param classes 2 for the paper's binary output, more for a source task
 * @param seed of the initial weights and of what is dropped
 * @param phase of the training, counted from 0: it has an optimiser of its own, and draws anew
 */
public record NetworkSpec(
    Network network,
    Regularizer regularizer,
    Training training,
    int classes,
    long seed,
    int phase) {

  /** The optimiser and its rate. */
  public Phase optimizer() {
    return training.phases().get(phase);
  }

  /** The same network under the optimiser of another phase. */
  public NetworkSpec inPhase(int other) {
    return new NetworkSpec(network, regularizer, training, classes, seed, other);
  }
}
