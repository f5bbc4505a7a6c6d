package io.github.dropblock.harness.data;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.Normalization;

/**
 * Cuts a network's input from cached images: a random crop, randomly rotated about its own centre
 * (§1.1 of the paper), or the centre crop. What lies beyond the image's border repeats the border.
 *
 * <p>Safe to use from several threads.
 */
public final class Augmenter {
  private final PixelCache pixels;
  private final int size;
  private final Augmentation augmentation;
  private final long seed;
  private final Normalization normalization;
  private final ThreadLocal<byte[]> source;

  /** For a network that is trained here from scratch. */
  public Augmenter(PixelCache pixels, int size, Augmentation augmentation, long seed) {
    this(pixels, size, augmentation, seed, Normalization.CENTRED);
  }

  /**
   * @param pixels of {@code augmentation.sourceSize(size)}
   * @param size side of the network's input, pixels
   * @param seed that the random crops come from
   * @param normalization of the values
   * @throws IllegalArgumentException if the cached images have another side
   */
  public Augmenter(
      PixelCache pixels,
      int size,
      Augmentation augmentation,
      long seed,
      Normalization normalization) {
    if (pixels.side() != augmentation.sourceSize(size)) {
      throw new IllegalArgumentException(
          "%s has images of %d pixels; crops of %d pixels are cut from %d"
              .formatted(pixels.file(), pixels.side(), size, augmentation.sourceSize(size)));
    }
    this.pixels = pixels;
    this.size = size;
    this.augmentation = augmentation;
    this.seed = seed;
    this.normalization = normalization;
    this.source =
        ThreadLocal.withInitial(() -> new byte[Pixels.CHANNELS * pixels.side() * pixels.side()]);
  }

  /** Side of what it writes, pixels. */
  public int size() {
    return size;
  }

  /**
   * Writes a random crop, 3 · size · size values. It depends on the seed, the epoch and the image
   * alone.
   *
   * @param image its position in the cache
   */
  public void random(int image, int epoch, float[] target, int offset) {
    Dice dice = new Dice(seed, epoch, image);
    double angle = dice.between(-1, 1) * augmentation.rotation() * (Math.PI / 180);
    int room = pixels.side() - size;
    double left = dice.uniform() * room;
    double top = dice.uniform() * room;
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    // The target's pixel (0, 0) lies at (-half, -half) of the crop's centre.
    double half = (size - 1) / 2.0;
    double startX = left + half - half * cos + half * sin;
    double startY = top + half - half * sin - half * cos;
    sample(image, startX, startY, cos, sin, target, offset);
  }

  /** Writes the centre crop, 3 · size · size values. */
  public void centre(int image, float[] target, int offset) {
    double margin = (pixels.side() - size) / 2.0;
    sample(image, margin, margin, 1, 0, target, offset);
  }

  /**
   * Samples bilinearly on a grid.
   *
   * @param startX column of the first sample; whole numbers are the middles of pixels
   * @param startY row of the first sample
   * @param cos how far the next sample of a row lies to the right
   * @param sin and how far down
   */
  private void sample(
      int image, double startX, double startY, double cos, double sin, float[] target, int offset) {
    byte[] from = source.get();
    pixels.read(image, from);
    int side = pixels.side();
    int last = side - 1;
    int plane = side * side;
    int targetPlane = size * size;
    float scale = normalization.scale();
    int at = offset;
    for (int row = 0; row < size; row++) {
      double rowX = startX - row * sin;
      double rowY = startY + row * cos;
      for (int column = 0; column < size; column++, at++) {
        float x = (float) Math.max(0, Math.min(last, rowX + column * cos));
        float y = (float) Math.max(0, Math.min(last, rowY + column * sin));
        int left = (int) x;
        int top = (int) y;
        float u = x - left;
        float v = y - top;
        int right = left < last ? 1 : 0;
        int below = top < last ? side : 0;
        float a = (1 - u) * (1 - v) * scale;
        float b = u * (1 - v) * scale;
        float c = (1 - u) * v * scale;
        float d = u * v * scale;
        int i = top * side + left;
        for (int channel = 0; channel < Pixels.CHANNELS; channel++, i += plane) {
          target[at + channel * targetPlane] =
              a * (from[i] & 0xFF)
                  + b * (from[i + right] & 0xFF)
                  + c * (from[i + below] & 0xFF)
                  + d * (from[i + below + right] & 0xFF)
                  - normalization.shift(channel);
        }
      }
    }
  }
}
