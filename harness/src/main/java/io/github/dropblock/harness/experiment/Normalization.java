package io.github.dropblock.harness.experiment;

/**
 * How a pixel's value v, 0 to 255, becomes a network's input: (v − mean) / deviation, with a mean
 * for each of red, green and blue.
 *
 * <p>A setting rather than a change of the first layer's biases, since at the border, where that
 * layer sees padding, a shift of its biases is not the same.
 */
public enum Normalization {
  /** About −2 to 2, and about deviation 1 for photos: for networks that are trained here. */
  CENTRED(127.5, 127.5, 127.5, 63.75),
  /** ImageNet's mean colour taken away: what Keras' VGG-16 was trained with. */
  IMAGENET_MEAN(123.68, 116.779, 103.939, 1);

  private final float scale;
  private final float[] shifts;

  Normalization(double red, double green, double blue, double deviation) {
    scale = 1 / (float) deviation;
    shifts =
        new float[] {
          (float) (red / deviation), (float) (green / deviation), (float) (blue / deviation)
        };
  }

  /** The value, 0 to 255, that became an input of a channel. */
  public double value(int channel, double input) {
    return (input + shifts[channel]) / scale;
  }

  /** What a value is multiplied by. */
  public float scale() {
    return scale;
  }

  /** What is taken away then, of a channel 0, 1, 2 (red, green, blue). */
  public float shift(int channel) {
    return shifts[channel];
  }
}
