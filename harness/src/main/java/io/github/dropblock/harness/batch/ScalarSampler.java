package io.github.dropblock.harness.batch;

import io.github.dropblock.harness.experiment.Normalization;

/**
 * A pixel at a time. Its three channels stand in one {@code long}: one multiplication weighs all.
 */
final class ScalarSampler extends Sampler {
  /** Room for a sum: 8 bits of a channel and 13 of the weights. */
  private static final int LANE_BITS = 21;

  private static final int LANE = (1 << LANE_BITS) - 1;

  /** The pixels, and zeros after the last. */
  private final long[] packed;

  ScalarSampler(int side, int size, Normalization normalization) {
    super(side, size, normalization);
    packed = new long[side * side + side + 1];
  }

  @Override
  void pack(byte[] planes) {
    int plane = side * side;
    for (int i = 0; i < plane; i++) {
      int redGreen = (planes[i] & 0xFF) | (planes[plane + i] & 0xFF) << LANE_BITS;
      packed[i] = redGreen | (long) (planes[2 * plane + i] & 0xFF) << (2 * LANE_BITS);
    }
  }

  @Override
  void row(int rowX, int rowY, float[] target, int at) {
    int plane = size * size;
    for (int column = 0; column < size; column++) {
      int x = Math.max(0, Math.min(last, rowX + columnX[column]));
      int y = Math.max(0, Math.min(last, rowY + columnY[column]));
      int right = x >>> (fraction - WEIGHT_BITS) & (WEIGHT - 1);
      int below = y >>> (fraction - WEIGHT_BITS) & (WEIGHT - 1);
      int both = (right * below) >> WEIGHT_BITS;
      int i = (y >>> fraction) * side + (x >>> fraction);
      // Beyond the last column and row the weights are 0, so it doesn't matter what lies there.
      long sum =
          packed[i] * (WEIGHT - right - below + both)
              + packed[i + 1] * (right - both)
              + packed[i + side] * (below - both)
              + packed[i + side + 1] * both;
      target[at + column] = (sum & LANE) * scale - shift[0];
      target[at + column + plane] = (sum >>> LANE_BITS & LANE) * scale - shift[1];
      target[at + column + 2 * plane] = (sum >>> (2 * LANE_BITS)) * scale - shift[2];
    }
  }
}
