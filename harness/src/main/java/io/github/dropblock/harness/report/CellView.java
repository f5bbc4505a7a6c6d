package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.chart.LossChart;
import io.github.dropblock.harness.chart.Pictures;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.format.Text;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.CellState;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.statistics.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one cell.
 *
 * @param curves its losses; absent before the first epoch
 * @param training what came of it
 * @param settings that it was trained by
 * @param files SHA-256 of each
 */
record CellView(
    @JsonUnwrapped Heading heading,
    @JsonUnwrapped Standing standing,
    LossChart.@Nullable LossPanel curves,
    @JsonUnwrapped TestOutcome answers,
    List<ReportModel.Fact> training,
    List<ReportModel.Fact> settings,
    List<ReportModel.Fact> files) {

  /** Which cell it is. */
  record Heading(String id, String title) {}

  /**
   * How far it has come.
   *
   * @param seconds that it has taken
   * @param state id of its state
   * @param outcome its accuracy, or how far it has come
   * @param failure absent unless it failed
   */
  record Standing(
      String network,
      String seconds,
      String state,
      String stateTitle,
      String outcome,
      @Nullable FailureView failure) {
    private static Standing of(CellFiles files, Advice advice) {
      return new Standing(
          files.cell().network().title(),
          Numbers.decimals(Totals.seconds(files), 3),
          files.state().id(),
          files.state().title(),
          CellView.outcome(files),
          files.failure().map(failure -> FailureView.of(failure, advice)).orElse(null));
    }
  }

  /**
   * What it made of the test images.
   *
   * @param confusion absent before it has been tested
   * @param mistakes its worst
   */
  record TestOutcome(@Nullable Confusion confusion, List<Mistake> mistakes) {}

  /** Why it failed, what to do, and the log's last lines. */
  record FailureView(
      String reason, String suggestion, @Nullable Integer exitCode, List<String> lastLines) {
    private static final int MOST_LINES = 20;
    private static final int LONGEST = 2_000;

    private static FailureView of(CellFailure failure, Advice advice) {
      List<String> lines = failure.lastLines();
      return new FailureView(
          cut(failure.reason()),
          cut(advice.on(failure.remedies())),
          failure.exitCode() < 0 ? null : failure.exitCode(),
          lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
              .map(FailureView::cut)
              .toList());
    }

    private static String cut(String text) {
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " … (cut)";
    }
  }

  static CellView of(CellFiles files, RunFiles run, Optional<Pictures> pictures, Advice advice) {
    List<String> classes = run.run().data().classes();
    List<Prediction> predictions = files.predictions();
    return view(
        files,
        new Heading(files.cell().id(), title(files)),
        LossChart.ofCell(files, run),
        new TestOutcome(
            Confusion.of(predictions, classes), Mistake.worst(predictions, classes, pictures)),
        advice);
  }

  /** The source task of a fine-tuned network, whose test accuracy is of no interest here. */
  static CellView ofPretraining(CellFiles files, Advice advice) {
    return view(
        files,
        new Heading(pretrainingId(files), pretrainingTitle(files)),
        null,
        new TestOutcome(null, List.of()),
        advice);
  }

  /** As {@code AlexNet, Dropout, seed 1}. */
  static String title(CellFiles files) {
    return files.cell().network().title()
        + ", "
        + files.cell().regularizer().title()
        + ", seed "
        + files.cell().seed();
  }

  /** As {@code pretrained/vgg-16}, its folder. */
  static String pretrainingId(CellFiles files) {
    return "pretrained/" + files.cell().network().id();
  }

  static String pretrainingTitle(CellFiles files) {
    return "Pretraining of " + files.cell().network().title();
  }

  private static CellView view(
      CellFiles files,
      Heading heading,
      LossChart.@Nullable LossPanel curves,
      TestOutcome answers,
      Advice advice) {
    return new CellView(
        heading,
        Standing.of(files, advice),
        curves,
        answers,
        training(files),
        files.settings().map(CellView::settings).orElse(List.of()),
        files.fingerprints().entrySet().stream()
            .map(file -> new ReportModel.Fact(file.getKey(), file.getValue()))
            .toList());
  }

  private static String outcome(CellFiles files) {
    if (files.result().isPresent()) {
      CellResult result = files.result().get();
      return Numbers.percent(result.testAccuracy())
          + " % ("
          + Numbers.count(result.testCorrect())
          + " of "
          + Numbers.count(result.testImages())
          + ")";
    }
    if (files.state() == CellState.NOT_RUN) {
      return "not run yet";
    }
    return files.epochs()
        + files
            .settings()
            .map(settings -> " of " + settings.training().epochs() + " epochs")
            .orElse(" epochs");
  }

  private static List<ReportModel.Fact> training(CellFiles files) {
    List<ReportModel.Fact> facts = new ArrayList<>();
    List<EpochMetrics> rows = files.metrics();
    if (!rows.isEmpty()) {
      EpochMetrics last = rows.get(rows.size() - 1);
      facts.add(new ReportModel.Fact("Epochs", Numbers.count(files.epochs())));
      facts.add(
          new ReportModel.Fact(
              "Training loss, last epoch", Numbers.loss(last.trainLoss()) + " nats"));
      facts.add(
          new ReportModel.Fact(
              "Validation loss, last epoch", Numbers.loss(last.valLoss()) + " nats"));
      facts.add(
          new ReportModel.Fact(
              "Validation accuracy, last epoch", Numbers.percent(last.valAcc()) + " %"));
      facts.add(new ReportModel.Fact("Time", Numbers.duration(Totals.seconds(files))));
      facts.add(new ReportModel.Fact("Speed, median epoch", speed(files)));
    }
    files.result().ifPresent(result -> addResult(facts, result));
    return List.copyOf(facts);
  }

  private static void addResult(List<ReportModel.Fact> facts, CellResult result) {
    facts.add(new ReportModel.Fact("Test loss", Numbers.loss(result.testLoss()) + " nats"));
    facts.add(new ReportModel.Fact("Parameters", Numbers.count(result.parameters())));
    facts.add(new ReportModel.Fact("Ran on", result.backend()));
    if (result.finished() != null) {
      facts.add(new ReportModel.Fact("Finished", Text.time(result.finished())));
    }
  }

  private static String speed(CellFiles files) {
    double median = Median.of(files.epochs(EpochMetrics::imagesPerS));
    return Numbers.decimals(median, median < 10 ? 1 : 0) + " training images/s";
  }

  private static List<ReportModel.Fact> settings(CellSettings settings) {
    Training training = settings.training();
    List<ReportModel.Fact> facts = new ArrayList<>();
    facts.add(new ReportModel.Fact("Phases", SettingsInWords.phases(training.phases())));
    facts.add(
        new ReportModel.Fact(
            "Input", training.imageSize() + " × " + training.imageSize() + " pixels"));
    facts.add(new ReportModel.Fact("Width factor", Numbers.plain(training.width())));
    facts.add(new ReportModel.Fact("Batch", Numbers.count(training.batchSize()) + " images"));
    facts.add(
        new ReportModel.Fact(
            "Augmentation", SettingsInWords.augmentation(training.augmentation())));
    if (settings.cell().regularizer().dropsUnits()) {
      facts.add(new ReportModel.Fact("Dropout rate", Numbers.plain(training.dropoutRate())));
    }
    if (settings.cell().regularizer().dropsBlocks()) {
      facts.add(new ReportModel.Fact("DropBlock", SettingsInWords.dropBlock(training.dropBlock())));
    }
    if (settings.cell().network().fineTuned()) {
      facts.add(
          new ReportModel.Fact("Trained convolution blocks", training.trainedBlocks() + " of 5"));
    }
    if (settings.step() != null) {
      facts.add(new ReportModel.Fact("Training steps", settings.step().inWords()));
    }
    if (settings.weights() != null) {
      facts.add(new ReportModel.Fact("Starting weights", settings.weights().fingerprint()));
    }
    return List.copyOf(facts);
  }
}
