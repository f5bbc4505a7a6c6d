package io.github.dropblock.harness.chart;

import java.util.List;

/**
 * A chart's drawing area, in the units of its view box; y points down.
 *
 * @param width of the whole chart
 * @param height of the whole chart
 * @param left edge of the plot
 * @param top edge of the plot
 * @param right edge of the plot
 * @param bottom edge of the plot
 */
record PlotArea(double width, double height, double left, double top, double right, double bottom) {

  /** A tick of an axis at its place, along x or y. */
  record TickMark(double at, String label) {}

  double x(double share) {
    return round(left + share * (right - left));
  }

  double y(double share) {
    return round(bottom - share * (bottom - top));
  }

  List<TickMark> across(Axis axis) {
    return axis.ticks().stream()
        .map(tick -> new TickMark(x(axis.at(tick.value())), tick.label()))
        .toList();
  }

  List<TickMark> upward(Axis axis) {
    return axis.ticks().stream()
        .map(tick -> new TickMark(y(axis.at(tick.value())), tick.label()))
        .toList();
  }

  /** A tenth of a unit is finer than any screen shows, and keeps the page small. */
  static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /** A rounded value as it stands in a path, without a needless {@code .0}. */
  static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
