package io.github.dropblock.harness.bench;

import org.jspecify.annotations.Nullable;

/**
 * How long a network's training step takes under a regularizer.
 *
 * @param network its id
 * @param regularizer its id
 * @param step what computes it: {@code compiled}, {@code dl4j}, or a peer such as {@code PyTorch
 *     2.13.0}
 * @param batchSize images in a step
 * @param imageSize side of the input, pixels
 * @param steps that were timed
 * @param stepMs median by the clock, milliseconds
 * @param cpuMs median of the processor time, milliseconds: the training thread's where that is the
 *     only one, else the process's
 * @param primitivesMs median likewise of the processor time in oneDNN's primitives, which no step
 *     of these primitives can be below; null where steps are not compiled
 * @param overNone median, over rounds in which each regularizer has a turn, of a step's processor
 *     time (on a GPU, of its time by the clock) over that without a regularizer, less 1; null where
 *     None was not measured beside it
 * @param overDl4j median likewise of the processor time of DL4J's step under the same regularizer
 *     over this one's; null where that is DL4J's itself, or was not measured beside it
 * @param overPeer median likewise of the processor time of the faster of the PyTorch versions that
 *     took turns with it; null where that is PyTorch's itself, or none did
 */
public record StepSpeed(
    String network,
    String regularizer,
    String step,
    int batchSize,
    int imageSize,
    int steps,
    double stepMs,
    double cpuMs,
    @Nullable Double primitivesMs,
    @Nullable Double overNone,
    @Nullable Double overDl4j,
    @Nullable Double overPeer) {

  /** Images per second by the clock. */
  public double imagesPerS() {
    return 1000 * batchSize / stepMs;
  }
}
