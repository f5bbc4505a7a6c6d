package io.github.dropblock.harness.batch;

/**
 * Images ready for a network.
 *
 * @param images their positions in the manifest's rows
 * @param labels their classes
 * @param pixels normalised, CHW image after image: images.length · 3 · size · size; {@link Batches}
 *     writes over them once its next batch is asked for
 */
public record Batch(int[] images, int[] labels, float[] pixels) {
  public Batch {
    if (images.length == 0 || labels.length != images.length) {
      throw new IllegalArgumentException(
          "a batch has %s images and %s labels".formatted(images.length, labels.length));
    }
  }

  /** Number of images. */
  public int count() {
    return images.length;
  }
}
