package io.github.dropblock.harness.draw;

/** The colour of a shape, point by point. */
@FunctionalInterface
interface Paint {
  /**
   * Sets {@code rgb} (0 dark to 1 bright, each) to the colour at a point.
   *
   * @param x in the shape's coordinates
   * @param y in the shape's coordinates
   * @param depth distance from the shape's outline inwards, in the shape's coordinates
   */
  void colour(double x, double y, double depth, double[] rgb);

  /** The same everywhere. */
  static Paint plain(Colour colour) {
    return (x, y, depth, rgb) -> colour.into(rgb);
  }
}
