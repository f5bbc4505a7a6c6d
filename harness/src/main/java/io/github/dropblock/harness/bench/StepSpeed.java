package io.github.dropblock.harness.bench;

/**
 * How long a network's training step takes under a regularizer.
 *
 * @param network its id
 * @param regularizer its id
 * @param batchSize images in a step
 * @param imageSize side of the input, pixels
 * @param steps that were timed
 * @param stepMs median by the clock, milliseconds
 * @param cpuMs median of the training thread's processor time, milliseconds
 * @param overNone median, over rounds in which each regularizer has a turn, of a step's processor
 *     time (on a GPU, of its time by the clock) over that without a regularizer, less 1; null where
 *     None was not measured beside it
 */
public record StepSpeed(
    String network,
    String regularizer,
    int batchSize,
    int imageSize,
    int steps,
    double stepMs,
    double cpuMs,
    Double overNone) {

  /** Images per second by the clock. */
  public double imagesPerS() {
    return 1000 * batchSize / stepMs;
  }
}
