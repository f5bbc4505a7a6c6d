package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.statistics.Interval;

/**
 * How an arm's value is held against its baseline's. Tests are done on a scale where no effect is
 * 0; people are told points, per cent of the baseline, or a factor.
 */
public enum Effect {
  /** Of two accuracies: points. */
  DIFFERENCE("points") {
    @Override
    double told(double effect) {
      return effect;
    }
  },
  /** Of two losses, by the logarithm of their ratio: per cent of the baseline. */
  RATIO("%") {
    @Override
    double told(double effect) {
      return 100 * Math.expm1(effect);
    }
  },
  /** Of two durations, by the logarithm of their ratio: how many times as long. */
  FACTOR("times") {
    @Override
    double told(double effect) {
      return Math.exp(effect);
    }
  },
  /** Of a percentage, with no baseline: points above a half. */
  ABOVE_HALF("points") {
    @Override
    double told(double effect) {
      return effect;
    }
  };

  private final String unit;

  Effect(String unit) {
    this.unit = unit;
  }

  /** That suits a measure. */
  static Effect of(Measure measure) {
    return switch (measure) {
      case TEST_ACCURACY -> DIFFERENCE;
      case EARLY_DROP -> ABOVE_HALF;
      case EPOCHS_DOWN -> FACTOR;
      default -> RATIO;
    };
  }

  public String unit() {
    return unit;
  }

  /** Whether it is a ratio, whose logarithm is tested. */
  public boolean ratio() {
    return this == RATIO || this == FACTOR;
  }

  /** Told where there is no effect. */
  public double none() {
    return told(0);
  }

  /** In words, as {@code +2.5 points}, {@code −12.0 %} or {@code 0.72 times}. */
  public String words(double told) {
    return number(told) + " " + unit;
  }

  /** In words, as {@code 0.5 to 4.5}. */
  public String words(Interval told) {
    return number(told.low()) + " to " + number(told.high());
  }

  private String number(double told) {
    return this == FACTOR ? Numbers.decimals(told, 2) : Numbers.points(told);
  }

  /** In its unit. */
  abstract double told(double effect);

  Interval told(Interval effects) {
    return new Interval(told(effects.low()), told(effects.high()));
  }
}
