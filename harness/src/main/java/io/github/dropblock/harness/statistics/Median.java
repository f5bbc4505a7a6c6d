package io.github.dropblock.harness.statistics;

import java.util.Arrays;

/** The project's one median. */
public final class Median {
  private Median() {}

  /** The middle one of one or more numbers; of an even count, the mean of the middle two. */
  public static double of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no numbers have no median");
    }
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    int middle = ascending.length / 2;
    return ascending.length % 2 == 1
        ? ascending[middle]
        : (ascending[middle - 1] + ascending[middle]) / 2;
  }
}
