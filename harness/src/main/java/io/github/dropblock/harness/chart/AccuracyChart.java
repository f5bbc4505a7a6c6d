package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.paper.PaperResults;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.Intervals;
import io.github.dropblock.harness.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bars of test accuracy, the paper's beside ours: the counterpart of its figure 4. */
public final class AccuracyChart {
  private static final PlotArea FRAME = new PlotArea(400, 304, 42, 26, 396, 244);

  /** Where the bars begin, per cent: what guessing scores on two equally frequent classes. */
  private static final double CHANCE = 50;

  private static final double BAR_SHARE = 0.36;
  private static final double GAP_SHARE = 0.04;

  private AccuracyChart() {}

  /**
   * The chart of one network.
   *
   * @param baseline y of the bars' foot
   */
  public record AccuracyPanel(
      String network,
      PlotArea frame,
      List<PlotArea.TickMark> ticks,
      double baseline,
      List<BarPair> groups) {}

  /**
   * An arm's two bars.
   *
   * @param arm the regularizer's id
   * @param lines its title, broken to fit below the bars
   * @param x their middle
   */
  record BarPair(String arm, List<String> lines, double x, Bar paper, Bar here) {}

  /**
   * A bar, or the words in its place.
   *
   * @param missing why there is no bar, else null
   * @param label its value
   * @param labelY where that stands
   * @param title what hovering tells
   * @param whisker the interval, or null
   * @param seeds the single seeds' heights, where there are several
   */
  record Bar(
      double x,
      double y,
      double width,
      double height,
      @Nullable String missing,
      String label,
      double labelY,
      String title,
      @Nullable Whisker whisker,
      List<Double> seeds) {}

  /** Ends of an interval. */
  record Whisker(double top, double bottom) {}

  public static List<AccuracyPanel> panels(Arms arms) {
    Axis axis = axis(arms);
    return arms.networks().stream().map(network -> panel(network, arms, axis)).toList();
  }

  private static Axis axis(Arms arms) {
    boolean belowChance =
        arms.all().stream()
            .filter(Arm::measured)
            .anyMatch(
                arm ->
                    100 * Intervals.ofAccuracy(arm).low() < CHANCE
                        || 100 * Intervals.ofSeeds(arm).low() < CHANCE);
    return Axis.linear(belowChance ? 0 : CHANCE, 100, 5);
  }

  private static AccuracyPanel panel(Network network, Arms arms, Axis axis) {
    List<Arm> own = arms.of(network);
    List<BarPair> groups = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      groups.add(group(own.get(i), i, own.size(), axis));
    }
    return new AccuracyPanel(
        network.title(), FRAME, FRAME.upward(axis), FRAME.bottom(), List.copyOf(groups));
  }

  private static BarPair group(Arm arm, int index, int count, Axis axis) {
    double room = (FRAME.right() - FRAME.left()) / count;
    double middle = FRAME.left() + (index + 0.5) * room;
    double width = room * BAR_SHARE;
    double gap = room * GAP_SHARE / 2;
    return new BarPair(
        arm.regularizer().id(),
        lines(arm),
        PlotArea.round(middle),
        paperBar(arm, middle - gap - width, width, axis),
        ownBar(arm, middle + gap, width, axis));
  }

  private static Bar paperBar(Arm arm, double x, double width, Axis axis) {
    OptionalDouble accuracy = PaperResults.accuracy(arm.network(), arm.regularizer());
    if (accuracy.isEmpty()) {
      String why = arm.regularizer().inPaper() ? "not stated" : "not in the paper";
      return missing(x, width, why, "The paper: " + why);
    }
    double percent = accuracy.getAsDouble();
    String label = Numbers.decimals(percent, 1);
    String title = arm.title() + ", the paper: " + label + " % of 3,000 test photos, one run";
    return bar(x, width, percent, label, title, null, List.of(), axis);
  }

  private static Bar ownBar(Arm arm, double x, double width, Axis axis) {
    if (!arm.measured()) {
      String why = arm.state().title();
      return missing(x, width, why, arm.title() + ", this run: " + why);
    }
    Interval interval = Intervals.ofAccuracy(arm);
    Whisker whisker =
        new Whisker(
            FRAME.y(axis.at(100 * interval.high())), FRAME.y(axis.at(100 * interval.low())));
    List<Double> seeds =
        arm.results().size() < 2
            ? List.of()
            : arm.results().stream()
                .map(result -> FRAME.y(axis.at(100 * result.testAccuracy())))
                .toList();
    String label = Numbers.percent(arm.accuracy());
    String title =
        arm.title()
            + ", this run: "
            + label
            + " % of "
            + Numbers.count(arm.testImages())
            + " test images, 95 % interval "
            + Numbers.percent(interval.low(), interval.high())
            + " %";
    return bar(x, width, 100 * arm.accuracy(), label, title, whisker, seeds, axis);
  }

  private static Bar bar(
      double x,
      double width,
      double percent,
      String label,
      String title,
      @Nullable Whisker whisker,
      List<Double> seeds,
      Axis axis) {
    double y = FRAME.y(axis.at(percent));
    double highest =
        Stream.concat(Stream.of(y), seeds.stream())
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(y);
    double top = whisker == null ? highest : Math.min(highest, whisker.top());
    return new Bar(
        PlotArea.round(x),
        y,
        PlotArea.round(width),
        PlotArea.round(FRAME.bottom() - y),
        null,
        label,
        PlotArea.round(top - 5),
        title,
        whisker,
        seeds);
  }

  private static Bar missing(double x, double width, String why, String title) {
    return new Bar(
        PlotArea.round(x),
        FRAME.bottom(),
        PlotArea.round(width),
        0,
        why,
        "",
        FRAME.bottom(),
        title,
        null,
        List.of());
  }

  private static List<String> lines(Arm arm) {
    return List.of(arm.regularizer().title().split("(?<=&) "));
  }
}
