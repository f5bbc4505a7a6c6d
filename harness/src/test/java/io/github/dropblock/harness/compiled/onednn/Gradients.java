package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.Parameter;
import java.util.Arrays;
import java.util.Map;

/** A loss, and its gradients. */
record Gradients(double loss, Map<Parameter, double[]> of) {

  /** |difference| / |exact|, by parameter, ascending. */
  double[] distances(Gradients exact) {
    if (!of.keySet().equals(exact.of.keySet())) {
      throw new AssertionError(of.keySet() + " are not " + exact.of.keySet());
    }
    double longest = exact.of.values().stream().mapToDouble(Gradients::length).max().orElse(0);
    return of.keySet().stream()
        .mapToDouble(parameter -> distance(of.get(parameter), exact.of.get(parameter), longest))
        .sorted()
        .toArray();
  }

  /**
   * Relative to the exact gradient; where that is 0 but for double precision's own rounding, and
   * the other is single precision's, to a thousandth of the network's longest.
   */
  private static double distance(double[] one, double[] exact, double longest) {
    double difference = 0;
    for (int i = 0; i < one.length; i++) {
      difference += (one[i] - exact[i]) * (one[i] - exact[i]);
    }
    double length = length(exact);
    return Math.sqrt(difference)
        / Math.max(length > 1e-9 * longest ? length : 1e-3 * longest, 1e-12);
  }

  private static double length(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
  }

  static double worst(double[] ascending) {
    return ascending[ascending.length - 1];
  }
}
