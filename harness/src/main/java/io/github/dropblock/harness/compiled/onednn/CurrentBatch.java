package io.github.dropblock.harness.compiled.onednn;

/** What a tape works on at the moment. */
final class CurrentBatch {
  /** {@code [images, 3, size, size]} and perhaps more. */
  float[] pixels;

  /** Images, at most as many as the tape was made for. */
  int images;

  int[] labels;
  int iteration;
  int epoch;

  /** What the loss came to, nats. */
  double loss;

  /** {@code [images, outputs]}. */
  float[] scores;
}
