package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.ArmAnswers;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.statistics.Accuracies;
import io.github.dropblock.harness.statistics.Answers;
import io.github.dropblock.harness.statistics.Estimate;
import io.github.dropblock.harness.statistics.Ratios;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measures what a statement is about, by all seeds that are finished. */
final class EffectMeasurement {
  private final Statement statement;
  private final Trainings run;
  private final Learning learning;

  EffectMeasurement(Statement statement, Trainings run, Learning learning) {
    this.statement = statement;
    this.run = run;
    this.learning = learning;
  }

  Finding find() {
    List<CellFiles> arm = trainings(statement.arm());
    List<CellFiles> baseline = statement.baseline().map(this::trainings).orElse(List.of());
    if (arm.isEmpty() || (statement.baseline().isPresent() && baseline.isEmpty())) {
      return Finding.untested(statement, missing(arm, baseline));
    }
    Map<String, Answers> answers;
    try {
      answers = answers(arm, baseline);
    } catch (IllegalArgumentException e) {
      return Finding.untested(statement, statement.network().title() + ": " + e.getMessage());
    }
    List<Double> values = values(arm);
    List<Double> others = values(baseline);
    if (values.size() < arm.size() || others.size() < baseline.size()) {
      return Finding.untested(statement, unknown());
    }
    Optional<Double> effect = effect(values, others);
    if (effect.isEmpty()) {
      return Finding.untested(
          statement, "the " + statement.measure().title() + " is 0 or not finite");
    }
    Finding.Evidence evidence =
        new Finding.Evidence(
            seeds(arm),
            seeds(baseline),
            values,
            others,
            effect.get(),
            estimate(
                values, others, List.copyOf(answers.values()), seeds(arm).equals(seeds(baseline))),
            others.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                    Accuracies.probabilityOfSuperiority(array(values), array(others))));
    return new Finding(
        statement, Optional.of(evidence), obstacle(arm, baseline, answers), remark(answers));
  }

  private String obstacle(
      List<CellFiles> arm, List<CellFiles> baseline, Map<String, Answers> answers) {
    List<CellFiles> all = new ArrayList<>(arm);
    all.addAll(baseline);
    return learning
        .tooShort(statement.network(), all)
        .or(() -> Learning.lacking(statement.measure(), statement.network(), answers))
        .or(() -> oneSeed(arm, baseline))
        .orElse("");
  }

  private Optional<String> oneSeed(List<CellFiles> arm, List<CellFiles> baseline) {
    boolean one = arm.size() < 2 || (statement.baseline().isPresent() && baseline.size() < 2);
    return one
        ? Optional.of(
            statement.network().title()
                + ": with one seed an effect can't be told from the luck of a seed")
        : Optional.empty();
  }

  private String remark(Map<String, Answers> answers) {
    return Learning.stuck(answers, " and ").orElse("");
  }

  private Map<String, Answers> answers(List<CellFiles> arm, List<CellFiles> baseline) {
    Map<String, Answers> answers = new LinkedHashMap<>();
    ArmAnswers own = ArmAnswers.of(arm);
    answers.put(statement.arm().title(), own.answers());
    if (!baseline.isEmpty()) {
      ArmAnswers other = ArmAnswers.of(baseline);
      if (!own.images().equals(other.images())) {
        throw new IllegalArgumentException("they were tested on different images");
      }
      answers.put(statement.baseline().orElseThrow().title(), other.answers());
    }
    return answers;
  }

  private Optional<Estimate> estimate(
      List<Double> arm, List<Double> baseline, List<Answers> answers, boolean sameSeeds) {
    boolean one = arm.size() < 2 || (statement.baseline().isPresent() && baseline.size() < 2);
    return switch (statement.effect()) {
      case DIFFERENCE ->
          one
              ? betweenTrainings(answers)
              : Optional.of(
                  Accuracies.difference(answers.get(0), answers.get(1), sameSeeds).times(100));
      case RATIO, FACTOR ->
          one
              ? Optional.empty()
              : Optional.of(Ratios.logarithm(array(arm), array(baseline), sameSeeds));
      case ABOVE_HALF -> one ? Optional.empty() : Optional.of(Ratios.above(50, array(arm)));
    };
  }

  private static Optional<Estimate> betweenTrainings(List<Answers> answers) {
    return answers.stream().allMatch(each -> each.seeds() == 1)
        ? Optional.of(Accuracies.betweenTrainings(answers.get(0), answers.get(1)).times(100))
        : Optional.empty();
  }

  /** On the scale of tests; absent if it is not finite. */
  private Optional<Double> effect(List<Double> arm, List<Double> baseline) {
    double effect =
        switch (statement.effect()) {
          case DIFFERENCE -> mean(arm) - mean(baseline);
          case RATIO, FACTOR -> meanLogarithm(arm) - meanLogarithm(baseline);
          case ABOVE_HALF -> mean(arm) - 50;
        };
    return Double.isFinite(effect) ? Optional.of(effect) : Optional.empty();
  }

  private List<CellFiles> trainings(Regularizer regularizer) {
    Network network = statement.network();
    return run.seeds(network, regularizer).stream()
        .flatMap(seed -> run.of(new Cell(network, regularizer, seed)).stream())
        .toList();
  }

  private List<Double> values(List<CellFiles> trainings) {
    double factor = statement.measure() == Measure.TEST_ACCURACY ? 100 : 1;
    return trainings.stream()
        .flatMapToDouble(each -> run.value(statement.measure(), each.cell()).stream())
        .mapToObj(value -> factor * value)
        .toList();
  }

  private static List<Long> seeds(List<CellFiles> trainings) {
    return trainings.stream().map(each -> each.cell().seed()).toList();
  }

  private String missing(List<CellFiles> arm, List<CellFiles> baseline) {
    List<String> titles = new ArrayList<>();
    if (arm.isEmpty()) {
      titles.add(statement.arm().title());
    }
    if (baseline.isEmpty()) {
      statement.baseline().ifPresent(other -> titles.add(other.title()));
    }
    return "no finished training of "
        + statement.network().title()
        + " with "
        + String.join(" or with ", titles);
  }

  private String unknown() {
    String network = statement.network().title();
    return statement.measure() == Measure.EARLY_DROP
        ? network
            + ": a training is shorter than the 30 epochs that this needs, or its optimiser changes"
            + " around epoch 10, where the drop is looked for"
        : "a training of "
            + network
            + " is too short for the "
            + statement.measure().title()
            + ", or its loss never fell";
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(each -> each).average().orElse(Double.NaN);
  }

  private static double meanLogarithm(List<Double> values) {
    return values.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(each -> each).toArray();
  }
}
