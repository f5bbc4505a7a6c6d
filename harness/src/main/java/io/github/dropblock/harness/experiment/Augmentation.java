package io.github.dropblock.harness.experiment;

/**
 * Random rotation and random crop (§1.1), in training only; validation and test see the centre
 * crop.
 *
 * @param rotation largest rotation either way, degrees, 0 to 180
 * @param crop side of the crop as a share of the photo's side, {@link #LEAST_CROP} to 1
 */
public record Augmentation(double rotation, double crop) {
  /**
   * A sixteenth of the photo's area, about as little as random crops elsewhere keep (Inception's, 8
   * %). Less seldom shows the animal; and photos are decoded so large that a crop has the network's
   * size, so their pixels in the cache grow with the square of what is cut away.
   */
  private static final double LEAST_CROP = 0.25;

  public Augmentation {
    if (!(rotation >= 0 && rotation <= 180)) {
      throw new IllegalArgumentException(
          "rotation is " + rotation + " degrees; it must be from 0 to 180");
    }
    if (!(crop >= LEAST_CROP && crop <= 1)) {
      throw new IllegalArgumentException(
          "crop is %s; it must be from %s, a sixteenth of the photo's area, to 1"
              .formatted(crop, LEAST_CROP));
    }
  }

  /** Side of the photo that a crop of {@code size} pixels is cut from, pixels. */
  public int sourceSize(int size) {
    return (int) Math.round(size / crop);
  }
}
