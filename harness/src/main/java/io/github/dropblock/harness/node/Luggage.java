package io.github.dropblock.harness.node;

import java.util.List;

/** The files that a cell leaves, by their names in its folder. */
public final class Luggage {
  public static final String METRICS = "metrics.csv";
  public static final String CHECKPOINT = "checkpoint.zip";
  public static final String RESULT = "result.json";

  /**
   * In the order in which they travel: metrics are never behind their checkpoint, and the result
   * says that all the others are there.
   */
  static final List<String> ALL =
      List.of(
          METRICS,
          CHECKPOINT,
          "predictions.csv",
          "feature-maps.json",
          "failure.json",
          "SHA256SUMS",
          RESULT);

  private Luggage() {}

  /** Whether a cell may leave a file of such a name; whoever receives one asks. */
  public static boolean known(String name) {
    return ALL.contains(name);
  }
}
