package io.github.dropblock.harness.experiment;

/**
 * Random rotation and random crop (§1.1), in training only; validation and test see the centre
 * crop.
 *
 * @param rotation largest rotation either way, degrees, 0 to 180
 * @param crop side of the crop as a share of the photo's side, above 0 to 1
 */
public record Augmentation(double rotation, double crop) {
  public Augmentation {
    if (!(rotation >= 0 && rotation <= 180)) {
      throw new IllegalArgumentException(
          "rotation is " + rotation + " degrees; it must be from 0 to 180");
    }
    if (!(crop > 0 && crop <= 1)) {
      throw new IllegalArgumentException("crop is " + crop + "; it must be above 0 and at most 1");
    }
  }

  /** Side of the photo that a crop of {@code size} pixels is cut from, pixels. */
  public int sourceSize(int size) {
    return (int) Math.round(size / crop);
  }
}
