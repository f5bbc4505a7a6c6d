package io.github.dropblock.harness.compiled;

/**
 * What a convolution or a pooling looks at, cells: the size of the window, by how much it moves,
 * and how far it reaches over the upper and left border.
 */
public record Window(
    int height, int width, int strideDown, int strideAcross, int paddingDown, int paddingAcross) {
  public Window {
    if (height < 1 || width < 1 || strideDown < 1 || strideAcross < 1) {
      throw new IllegalArgumentException(
          "a window is at least 1 × 1 and moves by at least 1, not %s × %s by %s and %s"
              .formatted(height, width, strideDown, strideAcross));
    }
    if (paddingDown < 0 || paddingAcross < 0) {
      throw new IllegalArgumentException(
          "padding is 0 or more, not %s and %s".formatted(paddingDown, paddingAcross));
    }
  }

  /** The maps that it makes of others, of so many channels. Cells left over are left out. */
  Shape over(Shape maps, long channels) {
    return new Shape(
        maps.images(),
        channels,
        moves(maps.height(), height, strideDown, paddingDown),
        moves(maps.width(), width, strideAcross, paddingAcross));
  }

  private static long moves(long length, int size, int stride, int padding) {
    return (length + 2L * padding - size) / stride + 1;
  }

  /** How far it reaches over the lower border; below 0 where rows are left out. */
  public long paddingBelow(Shape from, Shape to) {
    return (to.height() - 1) * strideDown + height - from.height() - paddingDown;
  }

  /** How far it reaches over the right border; below 0 where columns are left out. */
  public long paddingRight(Shape from, Shape to) {
    return (to.width() - 1) * strideAcross + width - from.width() - paddingAcross;
  }
}
