package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.format.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale from values to positions, with ticks at round values.
 *
 * @param low value at position 0
 * @param high value at position 1
 * @param logarithmic whether equal ratios, rather than equal differences, are equally long
 */
record Axis(double low, double high, boolean logarithmic, List<Tick> ticks) {

  /** A round value and how it is written. */
  record Tick(double value, String label) {}

  /** How much the values must range over for a logarithmic scale to be the clearer one. */
  private static final double RATIO_FOR_LOGARITHMS = 5;

  /** Ratios that get ticks: both ways from 1, the fewer the wider the scale. */
  private static final double[] WIDE = {0.001, 0.01, 0.1, 1, 10, 100, 1000};

  private static final double[] MIDDLE = {0.03, 0.1, 0.25, 0.5, 1, 2, 4, 10, 30};
  private static final double[] FINE = {0.8, 0.85, 0.9, 0.95, 0.98, 1, 1.02, 1.05, 1.1, 1.15, 1.2};
  private static final double[] NARROW = {0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.7, 2};

  /** A linear scale over exactly {@code low} to {@code high} with about {@code count} ticks. */
  static Axis linear(double low, double high, int count) {
    double step = step((high - low) / count);
    int places = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(new Tick(i * step, Numbers.decimals(i * step, places)));
    }
    return new Axis(low, high, false, List.copyOf(ticks));
  }

  /** A scale for positive values: logarithmic where they range widely, with some room around. */
  static Axis positive(double least, double most) {
    if (most / least >= RATIO_FOR_LOGARITHMS) {
      return logarithmic(least / 1.1, most * 1.1);
    }
    double room = Math.max((most - least) * 0.06, most * 0.01);
    return linear(Math.max(0, least - room), most + room, 5);
  }

  /**
   * A linear scale of logarithms of ratios, whose ticks tell the ratios.
   *
   * @param low logarithm
   * @param high logarithm
   */
  static Axis ratios(double low, double high) {
    double range = Math.exp(high - low);
    double[] steps = range > 300 ? WIDE : range > 4 ? MIDDLE : range > 1.35 ? NARROW : FINE;
    List<Tick> ticks = new ArrayList<>();
    for (double ratio : steps) {
      if (Math.log(ratio) >= low && Math.log(ratio) <= high) {
        ticks.add(new Tick(Math.log(ratio), Numbers.plain(ratio)));
      }
    }
    return new Axis(low, high, false, List.copyOf(ticks));
  }

  /** Where a value stands, 0 to 1 within the scale. */
  double at(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  private static Axis logarithmic(double low, double high) {
    double[] digits = digits(high / low);
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = (int) Math.floor(Math.log10(low));
        exponent <= Math.log10(high);
        exponent++) {
      for (double digit : digits) {
        double value = digit * Math.pow(10, exponent);
        if (value >= low && value <= high) {
          ticks.add(new Tick(value, Numbers.decimals(value, Math.max(0, -exponent))));
        }
      }
    }
    return new Axis(low, high, true, List.copyOf(ticks));
  }

  /** The leading digits that get ticks: the fewer, the more decades there are. */
  private static double[] digits(double ratio) {
    return ratio > 500
        ? new double[] {1}
        : ratio > 25 ? new double[] {1, 2, 5} : new double[] {1, 2, 3, 5, 7};
  }

  /** The round step of 1, 2 or 5 times a power of ten next above {@code wanted}. */
  private static double step(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    double ratio = wanted / power;
    return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
  }
}
