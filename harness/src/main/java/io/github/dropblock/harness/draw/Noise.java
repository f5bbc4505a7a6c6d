package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;

/** Smooth random values over the plane: a random value at each whole point, blended between. */
record Noise(long seed) {
  static Noise of(SplitMix64 dice) {
    return new Noise(dice.bits());
  }

  /** From 0 to 1; changes over a distance of about 1. */
  double at(double x, double y) {
    long left = (long) Math.floor(x);
    long top = (long) Math.floor(y);
    double u = smooth(x - left);
    double v = smooth(y - top);
    double above = corner(left, top) * (1 - u) + corner(left + 1, top) * u;
    double below = corner(left, top + 1) * (1 - u) + corner(left + 1, top + 1) * u;
    return above * (1 - v) + below * v;
  }

  private double corner(long x, long y) {
    return (SplitMix64.hash(seed, x, y) >>> 11) * 0x1.0p-53;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
