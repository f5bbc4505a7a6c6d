package io.github.dropblock.harness.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What becomes of p where there are several. */
public final class MultipleTests {
  private MultipleTests() {}

  /**
   * Of the claims found at these p, as great a share is false as each test's level (Benjamini and
   * Hochberg, Journal of the Royal Statistical Society B 57, 1995); in the order given.
   */
  public static List<Double> benjaminiHochberg(List<Double> ps) {
    Integer[] descending = order(ps, Comparator.reverseOrder());
    Double[] adjusted = new Double[ps.size()];
    double least = 1;
    for (int i = 0; i < descending.length; i++) {
      int rank = descending.length - i;
      least = Math.min(least, ps.get(descending[i]) * ps.size() / rank);
      adjusted[descending[i]] = least;
    }
    return List.of(adjusted);
  }

  /**
   * Even one false alarm of all is as rare as each test's level (Holm, Scandinavian Journal of
   * Statistics 6, 1979); in the order given.
   */
  public static List<Double> holm(List<Double> ps) {
    Integer[] ascending = order(ps, Comparator.naturalOrder());
    Double[] adjusted = new Double[ps.size()];
    double largest = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      largest = Math.max(largest, Math.min(1, (ps.size() - rank) * ps.get(ascending[rank])));
      adjusted[ascending[rank]] = largest;
    }
    return List.of(adjusted);
  }

  private static Integer[] order(List<Double> ps, Comparator<Double> by) {
    Integer[] order = IntStream.range(0, ps.size()).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparing(ps::get, by));
    return order;
  }
}
