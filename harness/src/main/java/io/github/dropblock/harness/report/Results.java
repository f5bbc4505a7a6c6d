package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Stated;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.paper.PaperResults;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Intervals;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.statistics.Estimate;
import io.github.dropblock.harness.statistics.Interval;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * {@code results.json}: the report for machines. Accuracies are shares of 0 to 1, differences
 * percentage points, losses nats, times seconds; what the paper states stays in its per cent. What
 * isn't known is absent.
 *
 * @param schema version of this file's form
 */
record Results(
    int schema,
    RunRecord run,
    Totals totals,
    List<Deviation> deviations,
    List<ArmResult> arms,
    List<ClaimResult> claims,
    @Nullable Sensitivity sensitivity,
    List<Combination> combinations,
    List<ReadingResult> readings,
    List<CellOutcome> cells) {
  private static final int SCHEMA = 2;

  /** A network with a regularizer; the paper's figures beside ours. */
  record ArmResult(
      Network network,
      Regularizer regularizer,
      int seeds,
      int finished,
      @Nullable Double accuracy,
      @Nullable Double deviation,
      @Nullable Interval interval,
      @Nullable Interval range,
      @Nullable Double pointsAboveNone,
      @Nullable Double paperPercent,
      @Nullable Double paperPointsAboveNone) {}

  /**
   * A claim and its verdict.
   *
   * @param verdict its id
   * @param title the verdict in words, which say where data or protocol are not the paper's
   * @param p of all its parts together
   * @param adjusted that after Benjamini and Hochberg's correction for all claims tested
   * @param seedsNeeded of each arm to settle what is inconclusive, if any number does
   */
  record ClaimResult(
      Claim id,
      String text,
      String where,
      String verdict,
      String title,
      @Nullable Double p,
      @Nullable Double adjusted,
      @Nullable Integer seedsNeeded,
      List<FindingResult> findings) {}

  /**
   * A part of a claim.
   *
   * @param obstacle why there is no test
   * @param remark what else must be known
   */
  record FindingResult(
      @JsonUnwrapped StatedEffect said,
      @Nullable String obstacle,
      @Nullable String remark,
      @JsonUnwrapped MeasuredEffect seen) {
    private static FindingResult of(Finding finding) {
      return new FindingResult(
          StatedEffect.of(finding),
          finding.obstacle().isEmpty() ? null : finding.obstacle(),
          finding.remark().isEmpty() ? null : finding.remark(),
          MeasuredEffect.of(finding));
    }
  }

  /**
   * What the paper says, and what would repeat it.
   *
   * @param unit of the effect, the intervals and what is stated
   * @param more whether it is said that the arm has more than the baseline
   * @param stated size
   * @param statedInterval the paper's own, binomial
   * @param telescope the effect that the paper's design would have found in a third of tries
   * @param prediction where the effect lies in 95 of 100 cases if the paper measured the same
   */
  record StatedEffect(
      Network network,
      Regularizer arm,
      @Nullable Regularizer baseline,
      Measure measure,
      String unit,
      boolean more,
      @Nullable Double stated,
      @Nullable Interval statedInterval,
      @Nullable Double telescope,
      @Nullable Interval prediction) {
    private static StatedEffect of(Finding finding) {
      Statement statement = finding.statement();
      return new StatedEffect(
          statement.network(),
          statement.arm(),
          statement.baseline().orElse(null),
          statement.measure(),
          statement.effect().unit(),
          statement.more(),
          statement.stated().map(Stated::points).orElse(null),
          finding.published().map(each -> each.interval().times(100)).orElse(null),
          finding.published().map(each -> 100 * each.telescope()).orElse(null),
          finding.prediction().orElse(null));
    }
  }

  /**
   * What the run shows.
   *
   * @param standardError on the scale of the test: points, or the logarithm of a ratio
   * @param superiority of pairs of seeds, the share of which the arm has more
   */
  record MeasuredEffect(
      List<Long> seeds,
      List<Long> baselineSeeds,
      List<Double> armValues,
      List<Double> baselineValues,
      @Nullable Double effect,
      @Nullable Interval interval,
      @Nullable Double standardError,
      @Nullable Double degreesOfFreedom,
      @Nullable Double superiority,
      @Nullable Double p) {
    private static MeasuredEffect of(Finding finding) {
      Optional<Finding.Evidence> seen = finding.evidence();
      Optional<Estimate> estimate = seen.flatMap(Finding.Evidence::estimate);
      return new MeasuredEffect(
          seen.map(Finding.Evidence::armSeeds).orElse(List.of()),
          seen.map(Finding.Evidence::baselineSeeds).orElse(List.of()),
          seen.map(Finding.Evidence::arm).orElse(List.of()),
          seen.map(Finding.Evidence::baseline).orElse(List.of()),
          orNull(finding.effect()),
          finding.interval().orElse(null),
          estimate.map(Estimate::standardError).orElse(null),
          estimate.map(Estimate::degrees).filter(Double::isFinite).orElse(null),
          orNull(seen.map(Finding.Evidence::superiority).orElse(OptionalDouble.empty())),
          orNull(finding.p()));
    }
  }

  /** What Dropout, DropBlock and both together do to a network's accuracy. */
  record Combination(Network network, Size dropout, Size dropblock, Size interaction) {
    static Combination of(CombinationRow row) {
      return new Combination(
          row.network(),
          Size.of(row.dropout()),
          Size.of(row.dropblock()),
          Size.of(row.interaction()));
    }
  }

  /**
   * What the same matrix says under another reading of the paper.
   *
   * @param run its name
   * @param verdicts ids, by claim
   */
  record ReadingResult(String reading, String run, Map<Claim, String> verdicts) {
    static ReadingResult of(OtherReadings.Other other) {
      Map<Claim, String> verdicts = new EnumMap<>(Claim.class);
      other.judgements().forEach(each -> verdicts.put(each.hypothesis(), each.verdict().id()));
      return new ReadingResult(other.reading().id(), other.run(), verdicts);
    }
  }

  /** An effect on an accuracy, points. */
  record Size(double effect, Interval interval, double p) {
    static Size of(Estimate estimate) {
      return new Size(estimate.effect(), estimate.interval(), estimate.p());
    }
  }

  /** Why a cell has no result, and what to do, in words. */
  record FailureResult(
      int exitCode, String reason, String suggestion, List<String> lastLines, @Nullable Instant at) {
    private static FailureResult of(CellFailure failure, Advice advice) {
      return new FailureResult(
          failure.exitCode(),
          failure.reason(),
          advice.on(failure.remedies()),
          failure.lastLines(),
          failure.at());
    }
  }

  /**
   * A cell.
   *
   * @param lastEpoch its metrics; all epochs stand in the cell's metrics.csv
   * @param fingerprints SHA-256 by file name
   */
  record CellOutcome(
      String id,
      Network network,
      Regularizer regularizer,
      long seed,
      String state,
      @Nullable CellResult result,
      @Nullable FailureResult failure,
      @Nullable EpochMetrics lastEpoch,
      Map<String, String> fingerprints) {}

  static Results of(
      RunFiles files,
      Findings findings,
      Optional<Sensitivity> sensitivity,
      OtherReadings readings,
      Advice advice) {
    Arms arms = Arms.of(files);
    return new Results(
        SCHEMA,
        files.run(),
        Totals.of(files),
        Deviations.of(files),
        arms.all().stream().map(arm -> armResult(arm, arms)).toList(),
        findings.judgements().stream().map(Results::claimResult).toList(),
        sensitivity.orElse(null),
        CombinationRow.all(arms).stream().map(Combination::of).toList(),
        readings.all().stream().map(ReadingResult::of).toList(),
        files.cells().stream().map(cell -> cellOutcome(cell, advice)).toList());
  }

  private static ArmResult armResult(Arm arm, Arms arms) {
    OptionalDouble paper = PaperResults.accuracy(arm.network(), arm.regularizer());
    return new ArmResult(
        arm.network(),
        arm.regularizer(),
        arm.cells().size(),
        arm.results().size(),
        arm.measured() ? arm.accuracy() : null,
        orNull(Intervals.deviation(arm)),
        arm.measured() ? Intervals.ofAccuracy(arm) : null,
        arm.measured() ? Intervals.ofSeeds(arm) : null,
        orNull(arm.pointsAbove(arms.arm(arm.network(), Regularizer.NONE))),
        orNull(paper),
        orNull(PaperResults.difference(arm.network(), arm.regularizer(), Regularizer.NONE)));
  }

  private static ClaimResult claimResult(Judgement<Claim> judgement) {
    Claim claim = judgement.hypothesis();
    return new ClaimResult(
        claim,
        claim.text(),
        claim.where(),
        judgement.verdict().id(),
        judgement.title(),
        orNull(judgement.p()),
        orNull(judgement.adjusted()),
        judgement.seedsNeeded().isPresent() ? judgement.seedsNeeded().getAsInt() : null,
        judgement.findings().stream().map(FindingResult::of).toList());
  }

  private static CellOutcome cellOutcome(CellFiles files, Advice advice) {
    List<EpochMetrics> rows = files.metrics();
    return new CellOutcome(
        files.cell().id(),
        files.cell().network(),
        files.cell().regularizer(),
        files.cell().seed(),
        files.state().id(),
        files.result().orElse(null),
        files.failure().map(failure -> FailureResult.of(failure, advice)).orElse(null),
        rows.isEmpty() ? null : rows.get(rows.size() - 1),
        files.fingerprints());
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
