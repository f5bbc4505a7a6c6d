package io.github.dropblock.harness.rundir;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.dropblock.harness.experiment.Phase;

/**
 * A row of {@code metrics.csv}.
 *
 * @param epoch counted from 1 over all phases
 * @param phase counted from 1
 * @param trainLoss mean binary cross-entropy over the epoch's steps, nats, as trained: augmented,
 *     with regularizers acting
 * @param trainAcc share of training images classified right in those steps, 0 to 1
 * @param valLoss mean binary cross-entropy of the validation images after the epoch, nats
 * @param valAcc share of validation images classified right, 0 to 1
 * @param seconds the epoch's training and validation took
 * @param imagesPerS training images per second of training
 */
@JsonPropertyOrder({
  "epoch",
  "phase",
  "trainLoss",
  "trainAcc",
  "valLoss",
  "valAcc",
  "seconds",
  "imagesPerS"
})
public record EpochMetrics(
    int epoch,
    int phase,
    double trainLoss,
    double trainAcc,
    double valLoss,
    double valAcc,
    double seconds,
    double imagesPerS) {
  public EpochMetrics {
    if (epoch < 1 || epoch > Phase.MOST_EPOCHS) {
      throw new IllegalArgumentException(
          "an epoch is numbered %s; numbers go from 1 to %s".formatted(epoch, Phase.MOST_EPOCHS));
    }
  }
}
