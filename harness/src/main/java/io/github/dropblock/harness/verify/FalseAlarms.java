package io.github.dropblock.harness.verify;

/**
 * How often a build may fail without a cause, over all of a baseline's accuracies together.
 *
 * @param rate a share, above 0 and below 1
 */
public record FalseAlarms(double rate) {
  public FalseAlarms {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "a false-alarm rate of %s; it must be above 0 and below 1".formatted(rate));
    }
  }
}
