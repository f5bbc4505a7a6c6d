package io.github.dropblock.harness.images;

/** Square images of one side as 8-bit planes, by position. Safe to use from several threads. */
public interface DecodedImages {
  /** Side of the images, pixels. */
  int side();

  /**
   * Copies an image's planes.
   *
   * @param image its row in the manifest
   * @param planes filled from its start with 3 · side · side unsigned bytes, CHW
   */
  void read(int image, byte[] planes);
}
