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
    return of.keySet().stream()
        .mapToDouble(parameter -> distance(of.get(parameter), exact.of.get(parameter)))
        .sorted()
        .toArray();
  }

  private static double distance(double[] one, double[] exact) {
    double difference = 0;
    for (int i = 0; i < one.length; i++) {
      difference += (one[i] - exact[i]) * (one[i] - exact[i]);
    }
    double length = Arrays.stream(exact).map(x -> x * x).sum();
    return Math.sqrt(difference) / Math.max(Math.sqrt(length), 1e-12);
  }

  static double worst(double[] ascending) {
    return ascending[ascending.length - 1];
  }
}
