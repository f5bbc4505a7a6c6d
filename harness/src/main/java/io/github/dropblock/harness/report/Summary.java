package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Intervals;
import io.github.dropblock.harness.analysis.Verdict;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.paper.PaperResults;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.CellState;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The first thing that the report says: what came out, and how far to trust it. */
final class Summary {
  private final RunFiles files;
  private final Arms arms;
  private final Findings findings;

  Summary(RunFiles files, Arms arms, Findings findings) {
    this.files = files;
    this.arms = arms;
    this.findings = findings;
  }

  /** How many claims have which verdict. */
  String headline() {
    if (files.count(CellState.FINISHED) == 0) {
      return "No cell of this run has finished yet.";
    }
    List<String> counts =
        Arrays.stream(Verdict.values())
            .filter(verdict -> findings.count(verdict) > 0)
            .map(verdict -> findings.count(verdict) + " " + verdict.title())
            .toList();
    return "The paper's "
        + findings.judgements().size()
        + " claims"
        + on()
        + ": "
        + String.join(", ", counts)
        + ".";
  }

  List<String> lede() {
    List<String> sentences = new ArrayList<>();
    List<String> gains =
        arms.networks().stream().map(this::gain).flatMap(Optional::stream).toList();
    if (!gains.isEmpty()) {
      sentences.add("Dropout & DropBlock moved test accuracy by " + joined(gains) + ".");
    }
    sentences.add(sentence(Totals.of(files)));
    arms.all().stream()
        .filter(Arm::measured)
        .mapToDouble(arm -> 100 * Intervals.ofAccuracy(arm).halfWidth())
        .max()
        .ifPresent(
            points ->
                sentences.add(
                    "An accuracy here is known to about ±"
                        + Numbers.decimals(points, 1)
                        + " points or better (95 % interval from the number of test images); the"
                        + " verdicts compare image by image, which tells smaller differences."));
    return List.copyOf(sentences);
  }

  /** Absent if nothing is known to differ from the paper. */
  ReportModel.Banner banner() {
    List<Deviation> deviations = Deviations.of(files);
    RunRecord.DataSummary data = files.run().data();
    if (deviations.isEmpty()) {
      return null;
    }
    if (data.drawn()) {
      return new ReportModel.Banner(
          "Drawn images, not the paper's photos",
          "This run shows that the experiment works from end to end. Its accuracies say nothing for"
              + " or against the paper's.",
          deviations);
    }
    if (!data.paper()) {
      return new ReportModel.Banner(
          "Not the paper's photos",
          "Accuracies on other images can't confirm or refute the paper's.",
          deviations);
    }
    return new ReportModel.Banner(
        "The paper's kind of photos, but not its protocol",
        "Accuracies may differ from the paper's for the reasons below.",
        deviations);
  }

  List<ReportModel.Fact> facts() {
    RunRecord.DataSummary data = files.run().data();
    Totals totals = Totals.of(files);
    List<ReportModel.Fact> facts = new ArrayList<>();
    facts.add(
        new ReportModel.Fact(
            "Cells finished", totals.finished() + " of " + totals.cells(), totals.others()));
    facts.add(
        new ReportModel.Fact(
            "Images",
            Numbers.count((long) data.train() + data.validation() + data.test()),
            Numbers.count(data.train())
                + " train, "
                + Numbers.count(data.validation())
                + " validation, "
                + Numbers.count(data.test())
                + " test"));
    facts.add(
        new ReportModel.Fact(
            "Profile",
            files.run().profile(),
            files.run().protocol().imageSize()
                + " × "
                + files.run().protocol().imageSize()
                + " pixels"));
    facts.add(
        new ReportModel.Fact(
            "Training time", Numbers.duration(totals.seconds()), "all cells added up"));
    return List.copyOf(facts);
  }

  private Optional<String> gain(Network network) {
    OptionalDouble here = arms.difference(network, Regularizer.DROPOUT_DROPBLOCK, Regularizer.NONE);
    if (here.isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble paper =
        PaperResults.difference(network, Regularizer.DROPOUT_DROPBLOCK, Regularizer.NONE);
    String stated =
        paper.isPresent() ? " (the paper: " + Numbers.points(paper.getAsDouble()) + ")" : "";
    return Optional.of(
        Numbers.points(here.getAsDouble()) + " points on " + network.title() + stated);
  }

  /** The headline must not be read as being about the paper's photos where it is not. */
  private String on() {
    RunRecord.DataSummary data = files.run().data();
    if (data.paper()) {
      return Deviations.of(files).isEmpty() ? "" : " under another protocol";
    }
    return data.drawn() ? " on drawn images" : " on other photos than the paper's";
  }

  private String sentence(Totals totals) {
    int seeds = files.run().matrix().seeds().size();
    return totals.finished()
        + " of "
        + totals.cells()
        + " cells finished"
        + (totals.finished() == totals.cells() ? "" : " (" + totals.others() + ")")
        + (seeds == 1
            ? ", each with a single seed."
            : ", with " + seeds + " seeds for each network and regularizer.");
  }

  private static String joined(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
