package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.chart.AccuracyChart;
import io.github.dropblock.harness.chart.FeatureFigure;
import io.github.dropblock.harness.chart.ForestPicture;
import io.github.dropblock.harness.chart.ForestPlot;
import io.github.dropblock.harness.chart.LossChart;
import io.github.dropblock.harness.chart.Pictures;
import io.github.dropblock.harness.chart.Sketch;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the templates show, as plain data: they see it as maps, lists, strings and
 * numbers, and can call nothing. A value that isn't there is absent. Groups are for readers of this
 * file: templates see {@code title}, not {@code opening.title}.
 *
 * @param underWay how far a run has come that still trains; absent in the report that it ends with
 */
record ReportModel(
    @JsonUnwrapped Opening opening,
    @Nullable UnderWayView underWay,
    RunRecord run,
    @JsonUnwrapped Accuracy accuracy,
    @JsonUnwrapped Claims claims,
    @JsonUnwrapped Losses losses,
    @JsonUnwrapped Dropped dropped,
    @JsonUnwrapped Images images,
    @JsonUnwrapped Cells cells,
    @JsonUnwrapped RunOrigin origin) {

  /**
   * What stands at the top.
   *
   * @param title of the page
   * @param headline what came out, in a sentence
   * @param lede how far to trust it, in a few sentences
   * @param banner what must be known before reading on; absent for the paper's own experiment
   * @param facts the run at a glance
   */
  record Opening(
      String title,
      String headline,
      List<String> lede,
      @Nullable Banner banner,
      List<Fact> facts,
      boolean severalSeeds) {}

  /**
   * Test accuracies.
   *
   * @param accuracyTable a row per arm
   * @param combinations what Dropout, DropBlock and both do, where all four arms are there
   */
  record Accuracy(
      List<AccuracyRow> accuracyTable,
      List<AccuracyChart.AccuracyPanel> accuracyCharts,
      List<CombinationRow.CombinationWords> combinations) {}

  /**
   * The paper's claims.
   *
   * @param forest all effects at a glance
   * @param forestPicture the same as a picture of its own
   * @param power what the run can see, in sentences
   * @param readings verdicts under other readings of the paper; absent without any
   * @param rules how verdicts are reached
   * @param tests how many claims p is corrected for
   */
  record Claims(
      List<ClaimRow> claims,
      ForestPlot forest,
      ForestPicture forestPicture,
      String power,
      OtherReadings.@Nullable Table readings,
      List<String> rules,
      int tests) {}

  /** Losses over the epochs. */
  record Losses(List<LossChart.Pair> lossCharts, ConvergenceTable convergence) {}

  /**
   * What is dropped where.
   *
   * @param featureMaps what DropBlock does to them
   * @param through what all places of a network together leave
   */
  record Dropped(
      List<Sketch> networks,
      FeatureFigure featureMaps,
      List<DropRow> drops,
      List<DropRow.Through> through) {}

  /**
   * The run's images.
   *
   * @param splits the first images of each split; none if the decoded ones are gone
   * @param augmented training images as the networks saw them; none if the decoded ones are gone
   */
  record Images(String augmentation, List<Pictures.Sheet> splits, List<Pictures.Sheet> augmented) {
    private static Images of(RunRecord run, Optional<Pictures> pictures) {
      return new Images(
          SettingsInWords.augmentation(run.protocol().augmentation()),
          pictures.map(Pictures::splits).orElse(List.of()),
          pictures.map(Pictures::augmented).orElse(List.of()));
    }
  }

  /** Cell by cell. */
  record Cells(List<CellView> cells, List<CellView> pretraining, Totals totals) {}

  /**
   * What was assumed, and where the run was made.
   *
   * @param machines that the cells were trained on
   */
  record RunOrigin(
      List<AssumptionRow> assumptions,
      List<Fact> environment,
      MachineTable machines,
      List<Fact> provenance) {}

  /** What must be known before reading on. */
  record Banner(String title, String text, List<Deviation> deviations) {}

  /** A name, its value and perhaps a word more. */
  record Fact(String name, String value, @Nullable String note) {
    Fact(String name, String value) {
      this(name, value, null);
    }
  }

  static ReportModel of(
      RunFiles files,
      Findings findings,
      Optional<Sensitivity> sensitivity,
      OtherReadings readings,
      FeatureFigure featureMaps,
      Optional<Pictures> pictures,
      Optional<RunUnderWay> underWay,
      Advice advice) {
    RunRecord run = files.run();
    Arms arms = Arms.of(files);
    Summary summary = new Summary(files, findings, sensitivity, underWay.isPresent());
    Background background = new Background(files);
    ForestPlot forest = ForestPlot.of(findings.judgements());
    return new ReportModel(
        new Opening(
            "DropBlock reproduction: " + run.name(),
            summary.headline(),
            summary.lede(),
            summary.banner(),
            summary.facts(),
            run.matrix().seeds().size() > 1),
        underWay.map(now -> UnderWayView.of(now, files)).orElse(null),
        run,
        new Accuracy(
            arms.all().stream().map(arm -> AccuracyRow.of(arm, arms)).toList(),
            AccuracyChart.panels(arms),
            CombinationRow.all(arms).stream().map(CombinationRow::text).toList()),
        new Claims(
            ClaimRow.all(findings),
            forest,
            ForestPicture.of(summary.headline(), forest, findings.judgements()),
            summary.power(),
            readings.table(findings),
            Rules.ALL,
            findings.tests()),
        new Losses(LossChart.pairs(arms, files), ConvergenceTable.of(arms, files.trainings())),
        new Dropped(Sketch.all(arms), featureMaps, DropRow.all(arms), DropRow.through(arms)),
        Images.of(run, pictures),
        new Cells(
            files.cells().stream().map(cell -> CellView.of(cell, files, pictures, advice)).toList(),
            files.pretraining().stream().map(cell -> CellView.ofPretraining(cell, advice)).toList(),
            Totals.of(files)),
        new RunOrigin(
            AssumptionRow.all(files),
            background.environment(),
            MachineTable.of(files, arms),
            background.provenance()));
  }
}
