package io.github.dropblock.harness.draw;

/**
 * Coordinates of a part of the picture: (x, y) in them stands at (a·x + c·y + e, b·x + d·y + f) of
 * the picture, whose square runs from 0 to 1.
 */
record Transform(double a, double b, double c, double d, double e, double f) {
  static final Transform PICTURE = new Transform(1, 0, 0, 1, 0, 0);

  /** Coordinates whose origin lies at (x, y) of these. */
  Transform at(double x, double y) {
    return new Transform(a, b, c, d, a * x + c * y + e, b * x + d * y + f);
  }

  /** Coordinates turned clockwise, in degrees. */
  Transform turned(double degrees) {
    double angle = degrees * (Math.PI / 180);
    // Not Math's, whose last bit differs between processors.
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new Transform(
        a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f);
  }

  /** Coordinates whose units are these times {@code x} and {@code y}; negative ones mirror. */
  Transform scaled(double x, double y) {
    return new Transform(a * x, b * x, c * y, d * y, e, f);
  }

  /** Length of a unit in the picture, averaged over the directions. */
  double unit() {
    return Math.sqrt(Math.abs(determinant()));
  }

  double determinant() {
    return a * d - b * c;
  }
}
