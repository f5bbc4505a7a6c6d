package io.github.dropblock.harness.regularize;

import java.util.Arrays;

/**
 * All that a device needs, besides the place's seed and the step's iteration, to draw DropBlock's
 * blocks as {@link Drawing} does.
 *
 * @param size side of a block, cells
 * @param numbers the least number of blocks that begin in a plane; how many bounds there are; how
 *     many of them the first word with certain upper 8 bits reaches, 256 numbers; the bounds,
 *     ascending, unsigned: a plane's word has one block more for each that it reaches
 */
public record BlockTable(int size, int... numbers) {
  static final int BEFORE_BOUNDS = 2 + 256;

  /** How long the numbers could be, of blocks of any size. */
  public static int mostNumbers(int height, int width) {
    return BEFORE_BOUNDS + height * width;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockTable that
        && size == that.size
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * size + Arrays.hashCode(numbers);
  }
}
