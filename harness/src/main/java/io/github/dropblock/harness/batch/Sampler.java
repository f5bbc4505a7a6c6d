package io.github.dropblock.harness.batch;

import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.images.Pixels;

/**
 * Samples an image bilinearly on a turned grid. All arithmetic is of whole numbers but for the
 * normalisation at its end, so that every implementation, on every processor, writes the same
 * bytes.
 *
 * <p>For one thread: it works on memory of its own.
 */
abstract class Sampler {
  /** Bits of the four neighbours' weights. */
  static final int WEIGHT_BITS = 13;

  /** What the four weights add up to. */
  static final int WEIGHT = 1 << WEIGHT_BITS;

  /** Side of the image, pixels. */
  final int side;

  /** Side of what is written, pixels. */
  final int size;

  /** From a sum of weighed pixels to a normalised value; subtract {@link #shift} then. */
  final float scale;

  /** Of each channel. */
  final float[] shift = new float[Pixels.CHANNELS];

  /** Bits of a coordinate below the point. */
  final int fraction;

  /** The last column's and row's coordinate. */
  final int last;

  /** Of each sample of a row, less {@code rowX} of the row. */
  final int[] columnX;

  /** Of each sample of a row, less {@code rowY} of the row. */
  final int[] columnY;

  Sampler(int side, int size, Normalization normalization) {
    this.side = side;
    this.size = size;
    this.scale = normalization.scale() / WEIGHT;
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      shift[channel] = normalization.shift(channel);
    }
    // However it is turned, a grid that begins in the image ends within 4 sides of its corner.
    this.fraction = Integer.numberOfLeadingZeros(4 * side) - 1;
    this.last = (side - 1) << fraction;
    this.columnX = new int[size];
    this.columnY = new int[size];
  }

  /**
   * The fastest that this JVM and processor have. A JVM without the module can't even load the
   * class that uses it.
   */
  static Sampler of(int side, int size, Normalization normalization) {
    return ModuleLayer.boot().findModule(Augmenter.VECTOR_API).isPresent()
            && VectorSampler.suits(size)
        ? new VectorSampler(side, size, normalization)
        : new ScalarSampler(side, size, normalization);
  }

  /**
   * Writes 3 · size · size values. What lies beyond the image's border repeats the border.
   *
   * @param planes of the image, 3 · side · side
   * @param startX column of the first sample; whole numbers are the middles of pixels
   * @param startY row of the first sample
   * @param cos how far the next sample of a row lies to the right, pixels
   * @param sin and how far down
   */
  final void sample(
      byte[] planes,
      double startX,
      double startY,
      double cos,
      double sin,
      float[] target,
      int offset) {
    for (int column = 0; column < size; column++) {
      columnX[column] = fixed(column * cos);
      columnY[column] = fixed(column * sin);
    }
    pack(planes);
    // Makes cutting a coordinate to a weight's bits round it.
    int halfAWeight = 1 << (fraction - WEIGHT_BITS - 1);
    for (int row = 0; row < size; row++) {
      int rowX = fixed(startX - row * sin) + halfAWeight;
      int rowY = fixed(startY + row * cos) + halfAWeight;
      row(rowX, rowY, target, offset + row * size);
    }
  }

  /** Puts the three channels of each pixel side by side. */
  abstract void pack(byte[] planes);

  /**
   * Writes a row of the packed image's samples.
   *
   * @param at where its first channel begins; the others follow {@code size · size} values apart
   */
  abstract void row(int rowX, int rowY, float[] target, int at);

  private int fixed(double value) {
    return (int) Math.rint(value * (1 << fraction));
  }
}
