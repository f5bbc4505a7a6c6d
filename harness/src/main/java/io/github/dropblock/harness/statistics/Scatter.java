package io.github.dropblock.harness.statistics;

import java.util.OptionalDouble;

/** How far single trainings lie apart. */
public final class Scatter {
  private Scatter() {}

  /** Standard deviation of values, one a seed, in their unit; absent with fewer than two. */
  public static OptionalDouble of(double... values) {
    return values.length < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(Contrast.squares(values) / (values.length - 1)));
  }
}
