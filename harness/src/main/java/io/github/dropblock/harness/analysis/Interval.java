package io.github.dropblock.harness.analysis;

/** A range that an unknown quantity probably lies in, both ends included. */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval can't go from " + low + " to " + high);
    }
  }

  /** Half of its length. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
