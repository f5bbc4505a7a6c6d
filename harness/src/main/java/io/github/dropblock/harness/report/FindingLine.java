package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.analysis.Discordance;
import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Ground;
import io.github.dropblock.harness.analysis.Interval;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test behind a verdict, in words, with all that is needed to work it out again.
 *
 * @param size how the effect stands to the paper's; absent if that says none
 * @param p after Holm's correction; absent without a test
 * @param why there is no effect or no test; absent if there are
 */
record FindingLine(
    @JsonUnwrapped Said said,
    @JsonUnwrapped Seen seen,
    String size,
    String p,
    String verdict,
    String verdictTitle,
    String why) {

  /**
   * What the paper says.
   *
   * @param subject network and arms
   * @param against the baseline, in short
   * @param paper effect that the paper states
   */
  record Said(String subject, String network, String against, String measure, String paper) {
    private static Said of(Statement statement) {
      return new Said(
          FindingLine.subject(statement),
          statement.network().title(),
          FindingLine.against(statement),
          statement.measure().title(),
          FindingLine.paper(statement));
    }
  }

  /**
   * What this run shows; absent where nothing could be measured.
   *
   * @param here the effect
   * @param interval its 95 % interval; absent without one
   * @param arithmetic how p came about; absent without a test
   * @param values of each seed
   * @param files that they come from, in the run's folder
   */
  record Seen(
      String here, String interval, String arithmetic, List<String> values, List<String> files) {
    private static Seen of(Finding finding, Finding.Evidence seen) {
      Statement statement = finding.statement();
      return new Seen(
          effect(statement, seen.effect()),
          seen.interval().map(FindingLine::range).orElse(null),
          FindingLine.arithmetic(finding, seen),
          FindingLine.values(statement, seen),
          FindingLine.files(statement, seen));
    }

    private static Seen nothing() {
      return new Seen(null, null, null, List.of(), List.of());
    }
  }

  /**
   * @param ground of the run
   */
  static FindingLine of(Finding finding, Ground ground) {
    return new FindingLine(
        Said.of(finding.statement()),
        finding.evidence().map(seen -> Seen.of(finding, seen)).orElseGet(Seen::nothing),
        finding.size() == Finding.Size.NOT_STATED ? null : finding.size().title(),
        finding.adjusted().isPresent() ? Numbers.p(finding.adjusted().getAsDouble()) : null,
        finding.verdict().id(),
        ground.title(finding.verdict()),
        finding.obstacle().isEmpty() ? null : finding.obstacle());
  }

  private static String subject(Statement statement) {
    return statement.network().title()
        + ", "
        + statement.arm().title()
        + statement.baseline().map(other -> " against " + other.title()).orElse("");
  }

  private static String against(Statement statement) {
    return statement.baseline().map(Regularizer::title).orElse("a half");
  }

  private static String paper(Statement statement) {
    if (statement.stated().isPresent()) {
      return effect(statement, statement.stated().getAsDouble());
    }
    return statement.baseline().isEmpty() ? "more" : statement.more() ? "more" : "less";
  }

  private static String effect(Statement statement, double effect) {
    return Numbers.points(effect) + " " + statement.effectUnit();
  }

  private static String range(Interval interval) {
    return Numbers.points(interval.low()) + " to " + Numbers.points(interval.high());
  }

  private static String arithmetic(Finding finding, Finding.Evidence seen) {
    if (seen.p().isEmpty()) {
      return null;
    }
    String raw = Numbers.p(seen.p().getAsDouble());
    String p = raw.startsWith("<") ? "p " + raw : "p = " + raw;
    String holm =
        ", after Holm's correction "
            + Numbers.p(finding.adjusted().orElse(seen.p().getAsDouble()))
            + ".";
    return seen.discordance().map(each -> mcnemar(each, seen, p)).orElse(students(seen, p)) + holm;
  }

  private static String mcnemar(Discordance images, Finding.Evidence seen, String p) {
    String right = seen.seeds().size() == 1 ? "alone right" : "right under more seeds";
    return "b = "
        + Numbers.count(images.forArm())
        + " test images with the arm "
        + right
        + ", c = "
        + Numbers.count(images.forBaseline())
        + " with the baseline; exact McNemar, two-sided: "
        + p;
  }

  private static String students(Finding.Evidence seen, String p) {
    return "Student's t-test over "
        + seen.seeds().size()
        + " seeds, two-sided, "
        + (seen.baseline().isEmpty() ? "of the points above 50" : "of the ratios' logarithms")
        + ": "
        + p;
  }

  private static List<String> values(Statement statement, Finding.Evidence seen) {
    List<String> values = new ArrayList<>();
    String unit =
        statement.measure() == Measure.TEST_ACCURACY ? " %" : " " + statement.measure().unit();
    for (int i = 0; i < seen.seeds().size(); i++) {
      String arm = value(statement.measure(), seen.arm().get(i));
      values.add(
          "seed "
              + seen.seeds().get(i)
              + ": "
              + (seen.baseline().isEmpty()
                  ? arm
                  : arm + " against " + value(statement.measure(), seen.baseline().get(i)))
              + unit);
    }
    return List.copyOf(values);
  }

  /** With the digits that its measure deserves. */
  static String value(Measure measure, double value) {
    return switch (measure) {
      case TEST_ACCURACY -> Numbers.decimals(value, 2);
      case EPOCHS_TO_REFERENCE, EARLY_DROP -> Numbers.decimals(value, 1);
      default -> Numbers.decimals(value, 4);
    };
  }

  private static List<String> files(Statement statement, Finding.Evidence seen) {
    String name =
        statement.measure() == Measure.TEST_ACCURACY ? "/predictions.csv" : "/metrics.csv";
    return Stream.concat(Stream.of(statement.arm()), statement.baseline().stream())
        .map(arm -> cells(statement, arm, seen.seeds()) + name)
        .toList();
  }

  private static String cells(Statement statement, Regularizer arm, List<Long> seeds) {
    String id = new Cell(statement.network(), arm, seeds.get(0)).id();
    return "cells/"
        + (seeds.size() == 1
            ? id
            : id.substring(0, id.lastIndexOf('s') + 1)
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")));
  }
}
