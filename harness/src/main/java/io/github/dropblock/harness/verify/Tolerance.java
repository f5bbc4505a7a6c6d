package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.format.Numbers;

/**
 * How far a test accuracy may lie below the baseline's: by the larger of both.
 *
 * @param points percentage points
 * @param errors standard errors of the difference
 */
public record Tolerance(double points, double errors) {
  public Tolerance {
    if (!(points >= 0 && points <= 100)) {
      throw new IllegalArgumentException(
          "a tolerance of %s points; it must be 0 to 100 (-Ddropblock.tolerancePoints)"
              .formatted(points));
    }
    if (!(errors >= 0 && errors < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a tolerance of %s standard errors; it must be 0 or more (-Ddropblock.toleranceErrors)"
              .formatted(errors));
    }
  }

  /**
   * The largest drop allowed, a share.
   *
   * @param standardError of the difference, a share
   */
  double allowed(double standardError) {
    return Math.max(points / 100, errors * standardError);
  }

  /** In words, such as {@code 1 point} or {@code 2 standard errors of 0.61 points}. */
  String text(double standardError) {
    return points / 100 >= errors * standardError
        ? Numbers.plain(points) + (points == 1 ? " point" : " points")
        : "%s standard errors of %s points"
            .formatted(Numbers.plain(errors), Numbers.decimals(100 * standardError, 2));
  }
}
