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
  /** Bits of a coordinate below the point. */
  private static final int FRACTION = 32;

  /** Bits of the four neighbours' weights: three sums of 8 + 13 bits fit in a {@code long}. */
  private static final int WEIGHT_BITS = 13;

  /** What the four weights add up to. */
  private static final int WEIGHT = 1 << WEIGHT_BITS;

  /** Makes cutting a coordinate to a weight's bits round it. */
  private static final long HALF_A_WEIGHT = 1L << FRACTION - WEIGHT_BITS - 1;

  private static final int LANE_BITS = 21;
  private static final int LANE = (1 << LANE_BITS) - 1;

  private final DecodedImages pixels;
  private final int size;
  private final Augmentation augmentation;
  private final long seed;
  private final Normalization normalization;
  private final ThreadLocal<Scratch> scratches;
  private final Buffers buffers = new Buffers();

  /** What a thread works on. */
  private record Scratch(byte[] planes, long[] packed) {}

  /** For a network that is trained here from scratch. */
  public Augmenter(DecodedImages pixels, int size, Augmentation augmentation, long seed) {
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
      DecodedImages pixels,
      int size,
      Augmentation augmentation,
      long seed,
      Normalization normalization) {
    if (pixels.side() != augmentation.sourceSize(size)) {
      throw new IllegalArgumentException(
          "%s has images of %d pixels; crops of %d pixels are cut from %d"
              .formatted(pixels, pixels.side(), size, augmentation.sourceSize(size)));
    }
    this.pixels = pixels;
    this.size = size;
    this.augmentation = augmentation;
    this.seed = seed;
    this.normalization = normalization;
    int plane = pixels.side() * pixels.side();
    this.scratches =
        ThreadLocal.withInitial(
            () ->
                new Scratch(
                    new byte[Pixels.CHANNELS * plane], new long[plane + pixels.side() + 1]));
  }

  /** Side of what it writes, pixels. */
  public int size() {
    return size;
  }

  /** Memory for its batches, kept from one epoch to the next. */
  Buffers buffers() {
    return buffers;
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
   * Samples bilinearly on a grid. Coordinates are fixed-point numbers, and a pixel's three channels
   * stand in one {@code long}, so that one multiplication weighs all three.
   *
   * @param startX column of the first sample; whole numbers are the middles of pixels
   * @param startY row of the first sample
   * @param cos how far the next sample of a row lies to the right
   * @param sin and how far down
   */
  private void sample(
      int image, double startX, double startY, double cos, double sin, float[] target, int offset) {
    long[] from = packed(image);
    int side = pixels.side();
    long last = (long) (side - 1) << FRACTION;
    long stepX = fixed(cos);
    long stepY = fixed(sin);
    int plane = size * size;
    float scale = normalization.scale() / WEIGHT;
    float red = normalization.shift(0);
    float green = normalization.shift(1);
    float blue = normalization.shift(2);
    int at = offset;
    for (int row = 0; row < size; row++) {
      long rowX = fixed(startX - row * sin) + HALF_A_WEIGHT;
      long rowY = fixed(startY + row * cos) + HALF_A_WEIGHT;
      for (int column = 0; column < size; column++, at++) {
        long x = Math.max(0, Math.min(last, rowX + column * stepX));
        long y = Math.max(0, Math.min(last, rowY + column * stepY));
        int right = (int) (x >>> FRACTION - WEIGHT_BITS) & WEIGHT - 1;
        int below = (int) (y >>> FRACTION - WEIGHT_BITS) & WEIGHT - 1;
        int both = right * below >> WEIGHT_BITS;
        int i = (int) (y >>> FRACTION) * side + (int) (x >>> FRACTION);
        // Beyond the last column and row the weights are 0, so it doesn't matter what lies there.
        long sum =
            from[i] * (WEIGHT - right - below + both)
                + from[i + 1] * (right - both)
                + from[i + side] * (below - both)
                + from[i + side + 1] * both;
        target[at] = (sum & LANE) * scale - red;
        target[at + plane] = (sum >>> LANE_BITS & LANE) * scale - green;
        target[at + 2 * plane] = (sum >>> 2 * LANE_BITS) * scale - blue;
      }
    }
  }

  /** An image's pixels, each its three channels side by side, and zeros after the last. */
  private long[] packed(int image) {
    Scratch scratch = scratches.get();
    byte[] planes = scratch.planes();
    long[] packed = scratch.packed();
    pixels.read(image, planes);
    int plane = planes.length / Pixels.CHANNELS;
    for (int i = 0; i < plane; i++) {
      int redGreen = planes[i] & 0xFF | (planes[plane + i] & 0xFF) << LANE_BITS;
      packed[i] = redGreen | (long) (planes[2 * plane + i] & 0xFF) << 2 * LANE_BITS;
    }
    return packed;
  }

  private static long fixed(double value) {
    return (long) (value * (1L << FRACTION));
  }
}
