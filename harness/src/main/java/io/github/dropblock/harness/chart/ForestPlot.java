package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.analysis.Effect;
import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.statistics.Estimate;
import io.github.dropblock.harness.statistics.Interval;
import io.github.dropblock.harness.statistics.PublishedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * All effects at a glance: a strip for each part of each claim, with what the paper states and what
 * this run measured.
 */
public record ForestPlot(List<StripGroup> groups) {
  private static final double WIDTH = 600;
  private static final double LEFT = 8;
  private static final double RIGHT = 592;

  /** How far beyond all effects an interval is drawn, in widths of their range. */
  private static final double BEYOND = 0.6;

  /**
   * Strips on one scale.
   *
   * @param unit of the scale, in words
   * @param zero where no effect stands
   */
  public record StripGroup(
      String title,
      String unit,
      double width,
      double zero,
      List<PlotArea.TickMark> ticks,
      List<EffectStrip> rows) {}

  /**
   * A strip.
   *
   * @param claim id
   * @param first whether it is its claim's first
   * @param subject what is compared, in words
   * @param verdict id of the claim's
   * @param side the claimed side of no effect, from and to
   * @param paper what the paper states and its interval; absent where it states no size
   * @param here what was measured and its interval; absent where nothing was
   * @param seeds what single seeds give, where there are several
   * @param text what was measured, in words
   */
  public record EffectStrip(
      String claim,
      boolean first,
      String subject,
      String verdict,
      String verdictTitle,
      Span side,
      PointAndInterval paper,
      PointAndInterval here,
      List<Double> seeds,
      String text) {}

  /** From one x to another. */
  record Span(double from, double to) {}

  /**
   * A value and its interval.
   *
   * @param low absent without an interval
   * @param cutLow whether the interval goes on beyond the strip
   */
  record PointAndInterval(double at, Double low, Double high, boolean cutLow, boolean cutHigh) {}

  public static ForestPlot of(List<Judgement<Claim>> judgements) {
    List<StripGroup> groups = new ArrayList<>();
    add(groups, judgements, "Test accuracy", "points", each -> each == Effect.DIFFERENCE);
    add(
        groups,
        judgements,
        "Losses and epochs",
        "times the other arm's, on a logarithmic scale",
        Effect::ratio);
    add(
        groups,
        judgements,
        "Shape of a loss curve",
        "points above a half",
        each -> each == Effect.ABOVE_HALF);
    return new ForestPlot(List.copyOf(groups));
  }

  private static void add(
      List<StripGroup> groups,
      List<Judgement<Claim>> judgements,
      String title,
      String unit,
      Predicate<Effect> scale) {
    List<Finding> shown =
        judgements.stream()
            .flatMap(each -> each.findings().stream())
            .filter(each -> scale.test(each.statement().effect()))
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    boolean ratios = shown.get(0).statement().effect().ratio();
    Interval range = range(shown);
    Axis axis =
        ratios ? Axis.ratios(range.low(), range.high()) : Axis.linear(range.low(), range.high(), 6);
    List<EffectStrip> rows = new ArrayList<>();
    for (Judgement<Claim> judgement : judgements) {
      boolean first = true;
      for (Finding finding : judgement.findings()) {
        if (scale.test(finding.statement().effect())) {
          rows.add(row(judgement, finding, first, axis));
          first = false;
        }
      }
    }
    groups.add(new StripGroup(title, unit, WIDTH, x(axis, 0), ticks(axis), List.copyOf(rows)));
  }

  private static List<PlotArea.TickMark> ticks(Axis axis) {
    return axis.ticks().stream()
        .map(tick -> new PlotArea.TickMark(x(axis, tick.value()), tick.label()))
        .toList();
  }

  private static EffectStrip row(
      Judgement<Claim> judgement, Finding finding, boolean first, Axis axis) {
    Statement statement = finding.statement();
    double zero = x(axis, 0);
    return new EffectStrip(
        judgement.hypothesis().name(),
        first,
        subject(statement),
        judgement.verdict().id(),
        judgement.verdict().title(),
        statement.more() ? new Span(zero, RIGHT) : new Span(LEFT, zero),
        finding.published().map(paper -> paper(statement, paper, axis)).orElse(null),
        finding.evidence().map(seen -> here(seen, axis)).orElse(null),
        finding.evidence().map(seen -> seeds(statement, seen, axis)).orElse(List.of()),
        text(finding));
  }

  private static String text(Finding finding) {
    Effect kind = finding.statement().effect();
    return finding.effect().isEmpty()
        ? "not measured"
        : kind.words(finding.effect().getAsDouble())
            + finding.interval().map(each -> " (" + kind.words(each) + ")").orElse("");
  }

  private static String subject(Statement statement) {
    return statement.network().title()
        + ", "
        + statement.arm().title()
        + statement.baseline().map(Regularizer::title).map(" against "::concat).orElse("");
  }

  private static PointAndInterval paper(Statement statement, PublishedDifference paper, Axis axis) {
    return whisker(statement.stated().orElseThrow().points(), paper.interval().times(100), axis);
  }

  private static PointAndInterval here(Finding.Evidence seen, Axis axis) {
    return seen.estimate()
        .map(Estimate::interval)
        .map(interval -> whisker(seen.effect(), interval, axis))
        .orElseGet(() -> new PointAndInterval(x(axis, seen.effect()), null, null, false, false));
  }

  private static PointAndInterval whisker(double at, Interval interval, Axis axis) {
    return new PointAndInterval(
        x(axis, at),
        x(axis, interval.low()),
        x(axis, interval.high()),
        interval.low() < axis.low(),
        interval.high() > axis.high());
  }

  private static List<Double> seeds(Statement statement, Finding.Evidence seen, Axis axis) {
    return seen.armSeeds().size() < 2
        ? List.of()
        : effects(statement, seen).mapToObj(each -> x(axis, each)).toList();
  }

  /**
   * Of each seed against the same seed of the baseline, or against its mean where it has others.
   */
  private static DoubleStream effects(Statement statement, Finding.Evidence seen) {
    boolean pairs = seen.armSeeds().equals(seen.baselineSeeds());
    double mean = seen.baseline().stream().mapToDouble(each -> each).average().orElse(50);
    return IntStream.range(0, seen.arm().size())
        .mapToDouble(
            i -> effect(statement, seen.arm().get(i), pairs ? seen.baseline().get(i) : mean));
  }

  private static double effect(Statement statement, double arm, double baseline) {
    return statement.effect().ratio() ? Math.log(arm / baseline) : arm - baseline;
  }

  /**
   * That all effects and none lie in, and intervals as far as they aren't out of all proportion.
   */
  private static Interval range(List<Finding> shown) {
    double[] values =
        shown.stream().flatMapToDouble(ForestPlot::values).filter(Double::isFinite).toArray();
    double low = Math.min(-1e-3, DoubleStream.of(values).min().orElse(-1));
    double high = Math.max(1e-3, DoubleStream.of(values).max().orElse(1));
    double beyond = BEYOND * (high - low);
    double lowest = low;
    double highest = high;
    for (Finding finding : shown) {
      Optional<Interval> interval =
          finding.evidence().flatMap(Finding.Evidence::estimate).map(Estimate::interval);
      if (interval.isPresent()) {
        lowest = Math.min(lowest, Math.max(low - beyond, interval.get().low()));
        highest = Math.max(highest, Math.min(high + beyond, interval.get().high()));
      }
    }
    double room = 0.04 * (highest - lowest);
    return new Interval(lowest - room, highest + room);
  }

  private static DoubleStream values(Finding finding) {
    DoubleStream paper =
        finding
            .published()
            .map(each -> each.interval().times(100))
            .map(each -> DoubleStream.of(each.low(), each.high()))
            .orElse(DoubleStream.empty());
    DoubleStream here =
        finding
            .evidence()
            .map(
                seen ->
                    DoubleStream.concat(
                        DoubleStream.of(seen.effect()), effects(finding.statement(), seen)))
            .orElse(DoubleStream.empty());
    return DoubleStream.concat(paper, here);
  }

  private static double x(Axis axis, double value) {
    double share = Math.min(1, Math.max(0, axis.at(value)));
    return PlotArea.round(LEFT + share * (RIGHT - LEFT));
  }
}
