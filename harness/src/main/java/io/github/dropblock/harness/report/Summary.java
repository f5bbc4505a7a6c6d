package io.github.dropblock.harness.report;

import static java.util.stream.Collectors.joining;

import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.CellState;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.statistics.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first thing that the report says: what came out, and how far to trust it. */
final class Summary {
  private final RunFiles files;
  private final Findings findings;
  private final Optional<Sensitivity> sensitivity;
  private final boolean underWay;

  /**
   * @param sensitivity what the run can see; absent too while it trains
   * @param underWay whether it still trains
   */
  Summary(RunFiles files, Findings findings, Optional<Sensitivity> sensitivity, boolean underWay) {
    this.files = files;
    this.findings = findings;
    this.sensitivity = sensitivity;
    this.underWay = underWay;
  }

  /** How many claims have which verdict; on drawn images, that the experiment works. */
  String headline() {
    long finished = files.count(CellState.FINISHED);
    if (finished == 0) {
      return "No cell of this run has finished yet.";
    }
    if (files.run().data().drawn()) {
      return finished == files.cells().size()
          ? "The experiment works from end to end, on drawn images: all of its "
              + finished
              + " trainings finished and were tested."
          : "The experiment is under way, on drawn images: %s of %s trainings finished."
              .formatted(finished, files.cells().size());
    }
    List<String> counts =
        Arrays.stream(Verdict.values())
            // What was found comes first.
            .sorted(Comparator.comparing(Verdict.NOT_TESTED::equals))
            .filter(verdict -> findings.count(verdict) > 0)
            .map(verdict -> findings.count(verdict) + " " + verdict.title())
            .toList();
    return "The paper's "
        + findings.judgements().size()
        + " claims"
        + on()
        + ": "
        + String.join("; ", counts)
        + ".";
  }

  List<String> lede() {
    List<String> sentences = new ArrayList<>();
    List<String> gains =
        Stream.of(Claim.A1, Claim.A3).map(this::gain).flatMap(Optional::stream).toList();
    if (!gains.isEmpty()) {
      sentences.add(
          (files.run().matrix().seeds().size() == 1 ? "Between single trainings, test" : "Test")
              + " accuracy with Dropout & DropBlock less that with None, points with 95 % interval:"
              + " "
              + String.join("; ", gains)
              + ".");
    }
    sentences.add(sentence(Totals.of(files)));
    if (looksBeforeTheEnd()) {
      sentences.add(
          "Some verdicts compare arms of which not all seeds are there yet: those are looks before"
              + " the end, and may change.");
    }
    return List.copyOf(sentences);
  }

  /** Whether a verdict rests on an arm whose cells have not all ended. */
  private boolean looksBeforeTheEnd() {
    List<Statement> tested =
        findings.judgements().stream()
            .filter(judgement -> judgement.adjusted().isPresent())
            .flatMap(judgement -> judgement.findings().stream())
            .map(Finding::statement)
            .toList();
    return files.arms().stream()
        .filter(arm -> tested.stream().anyMatch(statement -> statement.isAbout(arm)))
        .flatMap(arm -> arm.cells().stream())
        .map(CellFiles::state)
        .anyMatch(state -> state == CellState.UNFINISHED || state == CellState.NOT_RUN);
  }

  /** What the run can see, by its own scatter, and why it sees nothing. */
  String power() {
    int seeds = files.run().matrix().seeds().size();
    if (files.run().data().drawn()) {
      return "Drawn images show that the experiment works; they get no verdicts.";
    }
    if (seeds == 1) {
      return "One seed can't tell a regularizer's effect from the luck of a seed, so there are no"
          + " verdicts: all effects are differences between single trainings.";
    }
    if (underWay) {
      return "How small an effect this run can see is worked out when all of its cells have ended.";
    }
    return sensitivity
        .map(
            seen ->
                "With %s seeds, this run finds effects on accuracy of %s points or more 8 times of 10 where all arms have learnt (%s). If those did not differ from each other, %s %% of runs like it would give a verdict for or against %s (simulated)."
                    .formatted(
                        seen.seeds(),
                        Numbers.decimals(seen.points(), 1),
                        seen.claims().stream().map(Claim::name).collect(joining(", ")),
                        Numbers.decimals(100 * seen.falseVerdicts(), 0),
                        seen.claims().size() == 1 ? "that claim" : "one of those claims"))
        .orElse(
            "No claim on accuracies is tested by arms that both learnt, so how small an effect"
                + " would show is unknown.");
  }

  /** Absent if nothing is known to differ from the paper. */
  ReportModel.@Nullable Banner banner() {
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

  private Optional<String> gain(Claim claim) {
    Finding finding = Judgement.on(claim, findings.judgements()).findings().get(0);
    return finding.effect().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s on %s (%sthe paper: %s)%s"
                .formatted(
                    Numbers.points(finding.effect().getAsDouble()),
                    finding.statement().network().title(),
                    finding
                        .interval()
                        .map(each -> finding.statement().effect().words(each) + "; ")
                        .orElse(""),
                    Numbers.points(finding.statement().stated().orElseThrow().points()),
                    finding.remark().isEmpty() ? "" : ", where " + finding.remark()));
  }

  /** The headline must not be read as being about the paper's photos where it is not. */
  private String on() {
    RunRecord.DataSummary data = files.run().data();
    if (data.paper()) {
      return Deviations.of(files).isEmpty() ? "" : " under another protocol";
    }
    return " on other photos than the paper's";
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
}
