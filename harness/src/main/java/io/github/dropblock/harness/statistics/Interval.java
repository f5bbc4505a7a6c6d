package io.github.dropblock.harness.statistics;

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

  /** Whether a value lies in it, its ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** The same in another unit. */
  public Interval times(double factor) {
    return factor < 0
        ? new Interval(factor * high, factor * low)
        : new Interval(factor * low, factor * high);
  }
}
