package io.github.dropblock.harness.regularize;

import java.util.SplittableRandom;

/**
 * All that the blocks of a forward pass depend on.
 *
 * @param planes images × channels
 * @param gamma probability that a block begins at a place where it fits
 * @param seed of this place in this step
 */
record Drawing(long planes, int height, int width, int size, double gamma, long seed) {
  Blocks draw() {
    return Blocks.draw(planes, height, width, size, gamma, new SplittableRandom(seed));
  }

  /** The same maps in another step. */
  Drawing withSeed(long other) {
    return new Drawing(planes, height, width, size, gamma, other);
  }
}
