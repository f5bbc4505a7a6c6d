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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All effects at a glance: a strip for each part of each claim, with what the paper states and what
 * this run measured. Where an arm did not learn, its effect may be many times all others; the scale
 * holds it only where that leaves the others room.
 *
 * @param unmeasured ids of the claims of which nothing was measured
 */
public record ForestPlot(List<StripGroup> groups, List<String> unmeasured) {
  static final double WIDTH = 400;
  private static final double LEFT = 8;
  private static final double RIGHT = 392;

  /** How far beyond all effects an interval is drawn, in widths of their range. */
  private static final double BEYOND = 0.6;

  /** How many times as wide as those that learnt need a scale gets for one that did not. */
  private static final double WIDENED = 4;

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
   * @param decides whether the claim's verdict stands beside it: the first part that decides
   * @param subject what is compared, in words
   * @param contrast the same, beside the claim's words
   * @param verdict id of the claim's
   * @param side the claimed side of no effect, from and to
   * @param paper what the paper states and its interval; absent where it states no size
   * @param here what was measured and its interval; absent where nothing was
   * @param seeds what single seeds give, where there are several, as far as the strip goes
   * @param text what was measured, in words
   * @param remark what must be known with it, in words; absent without any
   */
  public record EffectStrip(
      String claim,
      boolean first,
      boolean decides,
      String subject,
      String contrast,
      String verdict,
      String verdictTitle,
      Span side,
      @Nullable PointAndInterval paper,
      @Nullable PointAndInterval here,
      List<Double> seeds,
      String text,
      @Nullable String remark) {}

  /** From one x to another. */
  record Span(double from, double to) {}

  /**
   * A value and its interval.
   *
   * @param at absent where it lies beyond the strip
   * @param low absent without an interval
   * @param cutLow whether the interval goes on beyond the strip
   */
  record PointAndInterval(
      @Nullable Double at,
      @Nullable Double low,
      @Nullable Double high,
      boolean cutLow,
      boolean cutHigh) {}

  public static ForestPlot of(List<Judgement<Claim>> judgements) {
    List<Judgement<Claim>> measured = judgements.stream().filter(ForestPlot::measured).toList();
    List<StripGroup> groups = new ArrayList<>();
    add(groups, measured, "Test accuracy", "points", each -> each == Effect.DIFFERENCE);
    add(
        groups,
        measured,
        "Losses and epochs",
        "times the other arm's, on a logarithmic scale",
        Effect::ratio);
    add(
        groups,
        measured,
        "Shape of a loss curve",
        "points above a half",
        each -> each == Effect.ABOVE_HALF);
    return new ForestPlot(
        List.copyOf(groups),
        judgements.stream()
            .filter(each -> !measured(each))
            .map(each -> each.hypothesis().name())
            .toList());
  }

  private static boolean measured(Judgement<Claim> judgement) {
    return judgement.findings().stream().anyMatch(each -> each.evidence().isPresent());
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
        judgement.deciding().get(0).equals(finding),
        subject(statement),
        statement.network().title()
            + statement.baseline().map(Regularizer::title).map(", against "::concat).orElse(""),
        judgement.verdict().id(),
        judgement.verdict().title(),
        statement.more() ? new Span(zero, RIGHT) : new Span(LEFT, zero),
        finding.published().map(paper -> paper(statement, paper, axis)).orElse(null),
        finding.evidence().map(seen -> here(seen, axis)).orElse(null),
        finding.evidence().map(seen -> seeds(statement, seen, axis)).orElse(List.of()),
        finding.inWords().orElse("not measured"),
        finding.remark().isEmpty() ? null : finding.remark());
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
        .orElseGet(() -> alone(seen.effect(), axis));
  }

  /** Without an interval; an arrow alone where it lies beyond the strip. */
  private static PointAndInterval alone(double at, Axis axis) {
    Double seen = within(axis, at);
    Double edge = seen == null ? x(axis, at) : null;
    return new PointAndInterval(seen, edge, edge, at < axis.low(), at > axis.high());
  }

  private static @Nullable Double within(Axis axis, double value) {
    return value < axis.low() || value > axis.high() ? null : x(axis, value);
  }

  private static PointAndInterval whisker(double at, Interval interval, Axis axis) {
    return new PointAndInterval(
        within(axis, at),
        x(axis, interval.low()),
        x(axis, interval.high()),
        interval.low() < axis.low(),
        interval.high() > axis.high());
  }

  private static List<Double> seeds(Statement statement, Finding.Evidence seen, Axis axis) {
    return seen.armSeeds().size() < 2
        ? List.of()
        : effects(statement, seen)
            .mapToObj(each -> within(axis, each))
            .filter(Objects::nonNull)
            .toList();
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
   * That no effect and all effects lie in, and intervals as far as they aren't out of all
   * proportion; so do those of arms that did not learn.
   */
  private static Interval range(List<Finding> all) {
    List<Finding> learnt =
        all.stream()
            .filter(each -> each.evidence().isPresent() && each.remark().isEmpty())
            .toList();
    List<Finding> shown = learnt.isEmpty() ? all : learnt;
    double[] values =
        DoubleStream.concat(
                all.stream().flatMapToDouble(ForestPlot::paper),
                shown.stream().flatMapToDouble(ForestPlot::here))
            .filter(Double::isFinite)
            .toArray();
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
    Interval range = new Interval(lowest, highest);
    for (Finding finding : all) {
      Interval wider = shown.contains(finding) ? range : around(range, finding);
      if (wider.high() - wider.low() <= WIDENED * (highest - lowest)) {
        range = wider;
      }
    }
    double room = 0.04 * (range.high() - range.low());
    return new Interval(range.low() - room, range.high() + room);
  }

  /** A range that what was measured lies in, too. */
  private static Interval around(Interval range, Finding finding) {
    double[] values =
        DoubleStream.concat(
                DoubleStream.of(range.low(), range.high()),
                DoubleStream.concat(
                    here(finding),
                    finding.evidence().flatMap(Finding.Evidence::estimate).stream()
                        .map(Estimate::interval)
                        .flatMapToDouble(each -> DoubleStream.of(each.low(), each.high()))))
            .filter(Double::isFinite)
            .toArray();
    return new Interval(
        DoubleStream.of(values).min().orElseThrow(), DoubleStream.of(values).max().orElseThrow());
  }

  private static DoubleStream paper(Finding finding) {
    return finding
        .published()
        .map(each -> each.interval().times(100))
        .map(each -> DoubleStream.of(each.low(), each.high()))
        .orElse(DoubleStream.empty());
  }

  private static DoubleStream here(Finding finding) {
    return finding
        .evidence()
        .map(
            seen ->
                DoubleStream.concat(
                    DoubleStream.of(seen.effect()), effects(finding.statement(), seen)))
        .orElse(DoubleStream.empty());
  }

  private static double x(Axis axis, double value) {
    double share = Math.min(1, Math.max(0, axis.at(value)));
    return PlotArea.round(LEFT + share * (RIGHT - LEFT));
  }
}
