package io.github.dropblock.harness.batch;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.SplitMix64;
import io.github.dropblock.harness.images.DecodedImages;
import io.github.dropblock.harness.images.Pixels;

/**
 * Cuts a network's input from cached images: a random crop, randomly rotated about its own centre
 * (§1.1 of the paper), or the centre crop. What lies beyond the image's border repeats the border.
 *
 * <p>Safe to use from several threads.
 */
public final class Augmenter {
  /** A module of the JDK with which a JVM does this twice as fast, if started with it. */
  public static final String VECTOR_API = "jdk.incubator.vector";

  private final DecodedImages pixels;
  private final int size;
  private final Augmentation augmentation;
  private final long seed;
  private final ThreadLocal<Scratch> scratches;
  private final Buffers buffers = new Buffers();

  /** What a thread works with. */
  private record Scratch(byte[] planes, Sampler sampler) {}

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
          "%s has images of %s pixels; crops of %s pixels are cut from %s"
              .formatted(pixels, pixels.side(), size, augmentation.sourceSize(size)));
    }
    this.pixels = pixels;
    this.size = size;
    this.augmentation = augmentation;
    this.seed = seed;
    int side = pixels.side();
    this.scratches =
        ThreadLocal.withInitial(
            () ->
                new Scratch(
                    new byte[Pixels.CHANNELS * side * side],
                    Sampler.of(side, size, normalization)));
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
    SplitMix64 dice = new SplitMix64(seed, epoch, image);
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

  private void sample(
      int image, double startX, double startY, double cos, double sin, float[] target, int offset) {
    Scratch scratch = scratches.get();
    pixels.read(image, scratch.planes());
    scratch.sampler().sample(scratch.planes(), startX, startY, cos, sin, target, offset);
  }
}
