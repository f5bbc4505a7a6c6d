package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.analysis.Discordance;
import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Interval;
import io.github.dropblock.harness.analysis.Intervals;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.paper.PaperResults;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
    List<CellOutcome> cells) {
  private static final int SCHEMA = 1;

  /** A network with a regularizer; the paper's figures beside ours. */
  record ArmResult(
      Network network,
      Regularizer regularizer,
      int seeds,
      int finished,
      Double accuracy,
      Interval interval,
      Interval range,
      Double pointsAboveNone,
      Double paperPercent,
      Double paperPointsAboveNone) {}

  /**
   * A claim and its verdict.
   *
   * @param verdict its id
   * @param title the verdict in words, which say where data or protocol are not the paper's
   */
  record ClaimResult(
      Claim id,
      String text,
      String where,
      String verdict,
      String title,
      List<FindingResult> findings) {}

  /**
   * A test behind a verdict.
   *
   * @param obstacle why there is no effect, or no test of it
   */
  record FindingResult(
      @JsonUnwrapped Said said, String verdict, String obstacle, @JsonUnwrapped Seen seen) {}

  /**
   * What the paper says.
   *
   * @param unit of the effect, the interval and what is stated
   * @param more whether it is said that the arm has more than the baseline
   */
  record Said(
      Network network,
      Regularizer arm,
      Regularizer baseline,
      Measure measure,
      String unit,
      boolean more,
      Double stated) {
    private static Said of(Statement statement) {
      return new Said(
          statement.network(),
          statement.arm(),
          statement.baseline().orElse(null),
          statement.measure(),
          statement.effectUnit(),
          statement.more(),
          orNull(statement.stated()));
    }
  }

  /**
   * What the run shows.
   *
   * @param b test images that speak for the arm
   * @param c test images that speak for the baseline
   */
  record Seen(
      List<Long> seeds,
      List<Double> armValues,
      List<Double> baselineValues,
      Double effect,
      Interval interval,
      Integer b,
      Integer c,
      Double p,
      Double pAfterHolm) {
    private static Seen of(Finding finding) {
      Optional<Finding.Evidence> seen = finding.evidence();
      Optional<Discordance> images = seen.flatMap(Finding.Evidence::discordance);
      return new Seen(
          seen.map(Finding.Evidence::seeds).orElse(List.of()),
          seen.map(Finding.Evidence::arm).orElse(List.of()),
          seen.map(Finding.Evidence::baseline).orElse(List.of()),
          seen.map(Finding.Evidence::effect).orElse(null),
          seen.flatMap(Finding.Evidence::interval).orElse(null),
          images.map(Discordance::forArm).orElse(null),
          images.map(Discordance::forBaseline).orElse(null),
          orNull(seen.map(Finding.Evidence::p).orElse(OptionalDouble.empty())),
          orNull(finding.adjusted()));
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
      CellResult result,
      CellFailure failure,
      EpochMetrics lastEpoch,
      Map<String, String> fingerprints) {}

  static Results of(RunFiles files, Findings findings) {
    Arms arms = Arms.of(files);
    return new Results(
        SCHEMA,
        files.run(),
        Totals.of(files),
        Deviations.of(files),
        arms.all().stream().map(arm -> armResult(arm, arms)).toList(),
        findings.judgements().stream().map(Results::claimResult).toList(),
        files.cells().stream().map(Results::cellOutcome).toList());
  }

  private static ArmResult armResult(Arm arm, Arms arms) {
    OptionalDouble paper = PaperResults.accuracy(arm.network(), arm.regularizer());
    return new ArmResult(
        arm.network(),
        arm.regularizer(),
        arm.cells().size(),
        arm.results().size(),
        arm.measured() ? arm.accuracy() : null,
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
        judgement.findings().stream().map(Results::findingResult).toList());
  }

  private static FindingResult findingResult(Finding finding) {
    return new FindingResult(
        Said.of(finding.statement()),
        finding.verdict().id(),
        finding.obstacle().isEmpty() ? null : finding.obstacle(),
        Seen.of(finding));
  }

  private static CellOutcome cellOutcome(CellFiles files) {
    List<EpochMetrics> rows = files.metrics();
    return new CellOutcome(
        files.cell().id(),
        files.cell().network(),
        files.cell().regularizer(),
        files.cell().seed(),
        files.state().id(),
        files.result().orElse(null),
        files.failure().orElse(null),
        rows.isEmpty() ? null : rows.get(rows.size() - 1),
        files.fingerprints());
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
