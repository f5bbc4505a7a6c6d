package io.github.dropblock.harness.experiment;

import java.util.List;
import java.util.Objects;

/**
 * A stretch of epochs under one optimiser. Its state starts afresh with the phase.
 *
 * @param epochs passes over the training images, 1 or more
 */
public record Phase(Optimizer optimizer, double learningRate, int epochs) {
  /** Of a training: as many as a chart has room for, and more than anybody trains. */
  public static final int MOST_EPOCHS = 1_000_000;

  public Phase {
    Objects.requireNonNull(optimizer, "optimizer");
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learning rate is " + learningRate + "; it must be above 0");
    }
    if (epochs < 1 || epochs > MOST_EPOCHS) {
      throw new IllegalArgumentException(
          "epochs are %s; there must be 1 or more, and %s at most".formatted(epochs, MOST_EPOCHS));
    }
  }

  /**
   * The paper's phases (§2) scaled to a number of epochs: AdaDelta then AdaMax in the proportion
   * 100 : 500 for networks trained from scratch, RMSprop throughout for the fine-tuned one.
   */
  public static List<Phase> ofPaper(Network network, int epochs) {
    if (network.fineTuned()) {
      return List.of(new Phase(Optimizer.RMSPROP, 1e-4, epochs));
    }
    if (epochs < 2) {
      return List.of(new Phase(Optimizer.ADADELTA, 1.0, epochs));
    }
    int first = Math.max(1, Math.round(epochs / 6f));
    return List.of(
        new Phase(Optimizer.ADADELTA, 1.0, first),
        new Phase(Optimizer.ADAMAX, 0.002, epochs - first));
  }

  /** All epochs of a training. */
  public static int epochs(List<Phase> phases) {
    return phases.stream().mapToInt(Phase::epochs).sum();
  }
}
