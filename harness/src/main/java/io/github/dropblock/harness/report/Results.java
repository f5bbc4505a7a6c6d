package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Interval;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.paper.PaperResults;
import io.github.dropblock.harness.run.CellFailure;
import io.github.dropblock.harness.run.CellResult;
import io.github.dropblock.harness.run.EpochMetrics;
import io.github.dropblock.harness.run.RunRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  /** A claim about accuracies: a difference per network. */
  record ClaimResult(Claim id, String text, String where, List<Difference> differences) {}

  /** Points that {@code arm} lies above {@code baseline}. */
  record Difference(
      Network network, Regularizer arm, Regularizer baseline, double paper, Double here) {}

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

  static Results of(RunFiles files) {
    Arms arms = Arms.of(files);
    return new Results(
        SCHEMA,
        files.run(),
        Totals.of(files),
        Deviations.of(files),
        arms.all().stream().map(arm -> armResult(arm, arms)).toList(),
        Arrays.stream(Claim.values()).map(claim -> claimResult(claim, arms)).toList(),
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
        arm.measured() ? arm.interval() : null,
        arm.measured() ? arm.range() : null,
        orNull(arm.pointsAbove(arms.arm(arm.network(), Regularizer.NONE))),
        orNull(paper),
        orNull(PaperResults.difference(arm.network(), arm.regularizer(), Regularizer.NONE)));
  }

  private static ClaimResult claimResult(Claim claim, Arms arms) {
    return new ClaimResult(
        claim,
        claim.text(),
        claim.where(),
        claim.comparisons().stream()
            .map(
                each ->
                    new Difference(
                        each.network(),
                        each.arm(),
                        each.baseline(),
                        each.points(),
                        orNull(arms.measured(each))))
            .toList());
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
