package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.analysis.Effect;
import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.statistics.Estimate;
import io.github.dropblock.harness.statistics.Scatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part of a claim, in words, with all that is needed to work it out again.
 *
 * @param why there is no test; absent if there is one
 * @param remark what else must be known; absent without
 */
record FindingLine(
    @JsonUnwrapped Said said,
    @JsonUnwrapped Seen seen,
    @Nullable String why,
    @Nullable String remark) {

  /**
   * What the paper says.
   *
   * @param subject network and arms
   * @param paper effect that it states
   * @param paperInterval its binomial interval; absent where no size is stated
   */
  record Said(String subject, String measure, String paper, @Nullable String paperInterval) {
    private static Said of(Finding finding) {
      Statement statement = finding.statement();
      return new Said(
          FindingLine.subject(finding),
          statement.measure().title(),
          FindingLine.paper(statement),
          finding
              .published()
              .map(each -> statement.effect().words(each.interval().times(100)))
              .orElse(null));
    }
  }

  /**
   * What this run shows.
   *
   * @param here the effect; absent without one
   * @param accuracies the two arms' own, mean ± standard deviation over seeds; absent for what is
   *     no accuracy
   * @param interval its 95 % interval; absent without one
   * @param prediction whether the effect lies where it would if the paper measured the same; absent
   *     without a stated size
   * @param superiority how often the arm has more, of pairs of seeds; absent without a baseline
   * @param p of this part alone; absent without a test
   * @param arithmetic how the interval and p came about; absent without an interval
   * @param values of each seed
   * @param files that they come from, in the run's folder
   */
  record Seen(
      @Nullable String here,
      @Nullable String accuracies,
      @Nullable String interval,
      @Nullable String prediction,
      @Nullable String superiority,
      @Nullable String p,
      @Nullable String arithmetic,
      List<String> values,
      List<String> files) {
    private static Seen of(Finding finding) {
      Statement statement = finding.statement();
      Effect kind = statement.effect();
      Optional<Finding.Evidence> seen = finding.evidence();
      return new Seen(
          finding.effect().isPresent() ? kind.words(finding.effect().getAsDouble()) : null,
          statement.measure() == Measure.TEST_ACCURACY
              ? seen.map(FindingLine::accuracies).orElse(null)
              : null,
          finding.interval().map(kind::words).orElse(null),
          FindingLine.prediction(finding),
          seen.flatMap(FindingLine::superiority).orElse(null),
          finding.p().isPresent() ? Numbers.p(finding.p().getAsDouble()) : null,
          FindingLine.arithmetic(finding),
          seen.map(evidence -> FindingLine.values(statement, evidence)).orElse(List.of()),
          seen.map(evidence -> FindingLine.files(statement, evidence)).orElse(List.of()));
    }
  }

  static FindingLine of(Finding finding) {
    return new FindingLine(
        Said.of(finding),
        Seen.of(finding),
        finding.obstacle().isEmpty() ? null : finding.obstacle(),
        finding.remark().isEmpty() ? null : finding.remark());
  }

  private static String accuracies(Finding.Evidence seen) {
    return accuracy(seen.arm()) + " against " + accuracy(seen.baseline()) + " %";
  }

  private static String accuracy(List<Double> percents) {
    double[] values = percents.stream().mapToDouble(each -> each).toArray();
    OptionalDouble scatter = Scatter.of(values);
    return Numbers.decimals(Arrays.stream(values).average().orElseThrow(), 1)
        + (scatter.isPresent() ? " ± " + Numbers.decimals(scatter.getAsDouble(), 1) : "");
  }

  private static Optional<String> superiority(Finding.Evidence seen) {
    return seen.seeds() < 2 || seen.superiority().isEmpty()
        ? Optional.empty()
        : Optional.of(Numbers.decimals(100 * seen.superiority().getAsDouble(), 0) + " %");
  }

  /** Network and arms. */
  static String subject(Finding finding) {
    Statement statement = finding.statement();
    return statement.network().title()
        + ", "
        + statement.arm().title()
        + statement.baseline().map(other -> " against " + other.title()).orElse("");
  }

  private static String paper(Statement statement) {
    return statement
        .stated()
        .map(stated -> statement.effect().words(stated.points()))
        .orElse(statement.more() ? "more" : "less");
  }

  private static @Nullable String prediction(Finding finding) {
    if (finding.prediction().isEmpty()) {
      return null;
    }
    String range = Effect.DIFFERENCE.words(finding.prediction().get());
    return (finding.prediction().get().contains(finding.effect().orElseThrow())
            ? "within "
            : "outside ")
        + range
        + ", where it would lie 95 times of 100 if both measured the same";
  }

  private static @Nullable String arithmetic(Finding finding) {
    Optional<Estimate> measured = finding.evidence().flatMap(Finding.Evidence::estimate);
    if (measured.isEmpty()) {
      return null;
    }
    Finding.Evidence seen = finding.evidence().orElseThrow();
    if (seen.seeds() < 2) {
      return "The interval is that of the difference between these two trainings, on other images"
          + " of the same kind; another seed may differ by more.";
    }
    Estimate estimate = measured.get();
    return "%s; standard error %s%s, Student's t with %s%s."
        .formatted(
            means(finding.statement(), seen),
            error(finding.statement(), estimate.standardError()),
            sources(finding.statement(), estimate),
            Double.isInfinite(estimate.degrees())
                ? "the normal distribution's degrees of freedom"
                : Numbers.decimals(estimate.degrees(), 1) + " degrees of freedom",
            finding.tested() ? ": " + Numbers.pInWords(estimate.p()) : "");
  }

  private static String means(Statement statement, Finding.Evidence seen) {
    String seeds =
        seen.baselineSeeds().isEmpty()
            ? seen.armSeeds().size() + " seeds"
            : seen.armSeeds().size() + " and " + seen.baselineSeeds().size() + " seeds";
    return switch (statement.effect()) {
      case DIFFERENCE -> "Difference of means over " + seeds;
      case RATIO, FACTOR -> "Ratio of geometric means over " + seeds;
      case ABOVE_HALF -> "Mean over " + seeds + " less 50";
    };
  }

  private static String error(Statement statement, double error) {
    return statement.effect().ratio()
        ? Numbers.decimals(error, 3) + " of the ratio's logarithm"
        : Numbers.decimals(error, 2) + " points";
  }

  private static String sources(Statement statement, Estimate estimate) {
    return statement.effect() == Effect.DIFFERENCE
        ? " (%s by the luck of seeds, %s by the choice of images)"
            .formatted(
                Numbers.decimals(Math.sqrt(estimate.seedVariance()), 2),
                Numbers.decimals(Math.sqrt(estimate.imageVariance()), 2))
        : "";
  }

  private static List<String> values(Statement statement, Finding.Evidence seen) {
    List<String> values = new ArrayList<>();
    values.add(values(statement, statement.arm(), seen.armSeeds(), seen.arm()));
    statement
        .baseline()
        .ifPresent(
            other -> values.add(values(statement, other, seen.baselineSeeds(), seen.baseline())));
    return List.copyOf(values);
  }

  private static String values(
      Statement statement, Regularizer arm, List<Long> seeds, List<Double> values) {
    List<String> each = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      each.add(value(statement.measure(), values.get(i)) + " (seed " + seeds.get(i) + ")");
    }
    String unit = statement.measure() == Measure.TEST_ACCURACY ? "%" : statement.measure().unit();
    return arm.title() + ", " + unit + ": " + String.join(", ", each);
  }

  /** With the digits that its measure deserves; a test accuracy is in %. */
  static String value(Measure measure, double value) {
    return switch (measure) {
      case TEST_ACCURACY, FLUCTUATION -> Numbers.decimals(value, 2);
      case EPOCHS_DOWN, EARLY_DROP -> Numbers.decimals(value, 1);
      default -> Numbers.decimals(value, 4);
    };
  }

  private static List<String> files(Statement statement, Finding.Evidence seen) {
    String name =
        statement.measure() == Measure.TEST_ACCURACY ? "/predictions.csv" : "/metrics.csv";
    List<String> files = new ArrayList<>();
    files.add(cells(statement, statement.arm(), seen.armSeeds()) + name);
    statement
        .baseline()
        .ifPresent(other -> files.add(cells(statement, other, seen.baselineSeeds()) + name));
    return List.copyOf(files);
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
