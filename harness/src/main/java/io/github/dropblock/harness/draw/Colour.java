package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;

/** Red, green and blue, 0 dark to 1 bright. */
record Colour(double red, double green, double blue) {
  static final Colour BLACK = new Colour(0.04, 0.04, 0.05);
  static final Colour WHITE = new Colour(0.97, 0.97, 0.95);

  static Colour any(SplitMix64 dice) {
    return new Colour(dice.uniform(), dice.uniform(), dice.uniform());
  }

  /** This colour and a share of another. */
  Colour mixed(Colour other, double share) {
    return new Colour(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }

  Colour darker(double factor) {
    return new Colour(red * factor, green * factor, blue * factor);
  }

  void into(double[] rgb) {
    rgb[0] = red;
    rgb[1] = green;
    rgb[2] = blue;
  }
}
