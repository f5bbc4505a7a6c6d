package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.results.Measure;

/**
 * How an arm's value is held against its baseline's. Tests are done on a scale where no effect is
 * 0; people are told points, or per cent of the baseline.
 */
enum Effect {
  /** Of two percentages: points. */
  DIFFERENCE("points") {
    @Override
    double of(double arm, double baseline) {
      return arm - baseline;
    }

    @Override
    double told(double effect) {
      return effect;
    }
  },
  /** Of two positive numbers: logarithm of their ratio, so that half and double are as far. */
  RATIO("%") {
    @Override
    double of(double arm, double baseline) {
      return Math.log(arm / baseline);
    }

    @Override
    double told(double effect) {
      return 100 * Math.expm1(effect);
    }
  },
  /** Of a percentage, with no baseline: points above a half. */
  ABOVE_HALF("points") {
    @Override
    double of(double arm, double baseline) {
      return arm - 50;
    }

    @Override
    double told(double effect) {
      return effect;
    }
  };

  private final String unit;

  /** That suits a measure. */
  static Effect of(Measure measure) {
    return switch (measure) {
      case TEST_ACCURACY -> DIFFERENCE;
      case EARLY_DROP -> ABOVE_HALF;
      default -> RATIO;
    };
  }

  Effect(String unit) {
    this.unit = unit;
  }

  String unit() {
    return unit;
  }

  /** On the scale of tests; not finite if a ratio's parts aren't positive. */
  abstract double of(double arm, double baseline);

  /** In its unit. */
  abstract double told(double effect);
}
