package io.github.dropblock.harness.report;

import io.github.dropblock.harness.chart.AccuracyChart;
import io.github.dropblock.harness.chart.FeatureFigure;
import io.github.dropblock.harness.chart.ForestPlot;
import io.github.dropblock.harness.chart.LossChart;
import io.github.dropblock.harness.chart.Pictures;
import io.github.dropblock.harness.chart.Sketch;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the templates show, as plain data: they see it as maps, lists, strings and
 * numbers, and can call nothing. A value that isn't there is absent.
 *
 * @param title of the page
 * @param headline what came out, in a sentence
 * @param lede how far to trust it, in a few sentences
 * @param banner what must be known before reading on; absent for the paper's own experiment
 * @param facts the run at a glance
 * @param legend the regularizers shown
 * @param accuracyTable a row per arm
 * @param splits the first images of each split; none if the decoded ones are gone
 * @param augmented training images as the networks saw them; none if the decoded ones are gone
 * @param featureMaps what DropBlock does to them
 * @param forest all effects at a glance
 * @param power what the run can see, in sentences
 * @param combinations what Dropout, DropBlock and both do, where all four arms are there
 * @param rules how verdicts are reached
 * @param tests how many claims p is corrected for
 * @param machines that the cells were trained on
 */
record ReportModel(
    String title,
    RunRecord run,
    String headline,
    List<String> lede,
    Banner banner,
    List<Fact> facts,
    List<LegendEntry> legend,
    boolean severalSeeds,
    List<AccuracyRow> accuracyTable,
    List<AccuracyChart.Panel> accuracyCharts,
    List<LossChart.Pair> lossCharts,
    List<ClaimRow> claims,
    ForestPlot forest,
    String power,
    List<CombinationRow.Text> combinations,
    List<String> rules,
    int tests,
    ConvergenceTable convergence,
    List<Sketch> networks,
    String augmentation,
    List<Pictures.Sheet> splits,
    List<Pictures.Sheet> augmented,
    FeatureFigure featureMaps,
    List<DropRow> drops,
    List<CellView> cells,
    List<CellView> pretraining,
    List<AssumptionRow> assumptions,
    List<Fact> environment,
    MachineTable machines,
    List<Fact> provenance,
    Totals totals) {

  /** A regularizer's id and title. */
  record LegendEntry(String id, String title) {}

  /** What must be known before reading on. */
  record Banner(String title, String text, List<Deviation> deviations) {}

  /** A name, its value and perhaps a word more. */
  record Fact(String name, String value, String note) {
    Fact(String name, String value) {
      this(name, value, null);
    }
  }

  static ReportModel of(
      RunFiles files,
      Findings findings,
      Optional<Sensitivity> sensitivity,
      FeatureFigure featureMaps,
      Optional<Pictures> pictures) {
    RunRecord run = files.run();
    Arms arms = Arms.of(files);
    Summary summary = new Summary(files, findings, sensitivity);
    Background background = new Background(files);
    return new ReportModel(
        "DropBlock reproduction: " + run.name(),
        run,
        summary.headline(),
        summary.lede(),
        summary.banner(),
        summary.facts(),
        arms.regularizers().stream().map(ReportModel::legend).toList(),
        run.matrix().seeds().size() > 1,
        arms.all().stream().map(arm -> AccuracyRow.of(arm, arms)).toList(),
        AccuracyChart.panels(arms),
        LossChart.pairs(arms, files),
        ClaimRow.all(findings),
        ForestPlot.of(findings.judgements()),
        summary.power(),
        CombinationRow.all(arms).stream().map(CombinationRow::text).toList(),
        Rules.ALL,
        findings.tests(),
        ConvergenceTable.of(arms, files.trainings()),
        Sketch.all(arms),
        Settings.augmentation(run.protocol().augmentation()),
        pictures.map(Pictures::splits).orElse(List.of()),
        pictures.map(Pictures::augmented).orElse(List.of()),
        featureMaps,
        DropRow.all(arms),
        files.cells().stream().map(cell -> CellView.of(cell, files, pictures)).toList(),
        files.pretraining().stream().map(CellView::ofPretraining).toList(),
        AssumptionRow.all(files),
        background.environment(),
        MachineTable.of(files, arms),
        background.provenance(),
        Totals.of(files));
  }

  private static LegendEntry legend(Regularizer regularizer) {
    return new LegendEntry(regularizer.id(), regularizer.title());
  }
}
