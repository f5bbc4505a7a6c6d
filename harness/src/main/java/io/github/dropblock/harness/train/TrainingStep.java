package io.github.dropblock.harness.train;

import io.github.dropblock.harness.data.Batch;

/** One update of a network's weights. */
interface TrainingStep {
  /** Learns from a batch. */
  Outcome train(Batch batch);

  /**
   * What a step found before it changed the weights, with regularizers acting.
   *
   * @param loss mean over the batch's images, nats
   * @param correct images classified right
   */
  record Outcome(double loss, int correct) {}
}
