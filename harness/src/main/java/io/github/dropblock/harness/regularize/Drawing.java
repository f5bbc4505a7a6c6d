package io.github.dropblock.harness.regularize;

/**
 * All that the blocks of a forward pass depend on.
 *
 * @param beginning how many of a plane's places begin a block
 * @param seed of this place in this phase of the training
 */
record Drawing(
    int images,
    int channels,
    int height,
    int width,
    int size,
    Binomial beginning,
    long seed,
    int iteration) {
  /** The same maps in another step. */
  Drawing at(int other) {
    return new Drawing(images, channels, height, width, size, beginning, seed, other);
  }

  Blocks draw() {
    Pen pen = new Pen(this);
    int[] ends = new int[images * channels];
    for (int image = 0; image < images; image++) {
      for (int channel = 0; channel < channels; channel++) {
        ends[image * channels + channel] = pen.draw(image, channel);
      }
    }
    return new Blocks(images, channels, height, width, size, ends, pen.corners(), pen.dropped());
  }
}
