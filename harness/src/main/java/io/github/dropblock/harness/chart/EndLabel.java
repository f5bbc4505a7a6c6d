package io.github.dropblock.harness.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A line's name beside its end.
 *
 * @param arm the regularizer's id
 * @param words its title, broken to fit beside the plot
 * @param y their middle
 * @param end of the line
 * @param led whether the name stands away from it, so that it takes a thin line to get there
 */
record EndLabel(String arm, List<String> words, double y, LossChart.Point end, boolean led) {
  /** From one line of words to the next. */
  static final double LINE = 13;

  /** Nearer than this, a name stands at its line's end. */
  private static final double NEAR = 2;

  /** How far names may stand out above and below the plot. */
  private static final double OUT = 6;

  /** Those of lines that are drawn, in the order of their ends, none on another. */
  static List<EndLabel> beside(List<LossChart.Line> lines, PlotArea frame) {
    List<LossChart.Line> drawn =
        lines.stream()
            .filter(line -> !line.markers().isEmpty())
            .sorted(Comparator.comparingDouble(line -> end(line).y()))
            .toList();
    double[] middles = new double[drawn.size()];
    double free = frame.top() - OUT;
    for (int i = 0; i < middles.length; i++) {
      double half = height(drawn.get(i)) / 2;
      middles[i] = Math.max(end(drawn.get(i)).y(), free + half);
      free = middles[i] + half;
    }
    double limit = frame.bottom() + OUT;
    List<EndLabel> labels = new ArrayList<>();
    for (int i = middles.length - 1; i >= 0; i--) {
      double half = height(drawn.get(i)) / 2;
      double middle = PlotArea.round(Math.min(middles[i], limit - half));
      limit = middle - half;
      labels.add(0, label(drawn.get(i), middle, frame));
    }
    return List.copyOf(labels);
  }

  private static EndLabel label(LossChart.Line line, double middle, PlotArea frame) {
    LossChart.Point end = end(line);
    boolean led = Math.abs(middle - end.y()) > NEAR || frame.right() - end.x() > NEAR;
    return new EndLabel(line.arm(), words(line), middle, end, led);
  }

  /** The last epoch is always marked, and first. */
  private static LossChart.Point end(LossChart.Line line) {
    return line.markers().get(0);
  }

  private static double height(LossChart.Line line) {
    return LINE * words(line).size();
  }

  private static List<String> words(LossChart.Line line) {
    return List.of(line.title().split("(?<=&) "));
  }
}
