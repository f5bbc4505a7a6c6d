package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.Trainings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Judges hypotheses by a run. */
public final class Verdicts {
  private final Trainings run;
  private final Learning learning;

  private Verdicts(Trainings run, Learning learning) {
    this.run = run;
    this.learning = learning;
  }

  /**
   * Judges hypotheses together: the more of them are tested, the stricter Holm's correction is with
   * each. The same observations give the same verdicts.
   *
   * @param learning what trainings must have learnt to be judged by
   */
  public static <H extends Hypothesis> List<Judgement<H>> of(
      List<H> hypotheses, Trainings run, Ground ground, Learning learning) {
    Verdicts verdicts = new Verdicts(run, learning);
    List<List<Finding>> findings =
        hypotheses.stream()
            .map(each -> each.statements().stream().map(verdicts::finding).toList())
            .toList();
    Iterator<Double> adjusted =
        Chance.holm(
                findings.stream()
                    .flatMap(List::stream)
                    .flatMapToDouble(finding -> p(finding).stream())
                    .boxed()
                    .toList())
            .iterator();
    List<Judgement<H>> judgements = new ArrayList<>();
    for (int i = 0; i < hypotheses.size(); i++) {
      judgements.add(
          new Judgement<>(
              hypotheses.get(i),
              findings.get(i).stream().map(finding -> corrected(finding, adjusted)).toList(),
              ground));
    }
    return List.copyOf(judgements);
  }

  private static OptionalDouble p(Finding finding) {
    return finding.evidence().map(Finding.Evidence::p).orElse(OptionalDouble.empty());
  }

  private static Finding corrected(Finding finding, Iterator<Double> adjusted) {
    return p(finding).isEmpty()
        ? finding
        : new Finding(
            finding.statement(),
            finding.evidence(),
            finding.obstacle(),
            OptionalDouble.of(adjusted.next()));
  }

  private Finding finding(Statement statement) {
    List<Long> seeds = sharedSeeds(statement);
    if (seeds.isEmpty()) {
      return untested(statement, missing(statement));
    }
    List<Double> arm = new ArrayList<>();
    List<Double> baseline = new ArrayList<>();
    for (long seed : seeds) {
      value(statement, statement.arm(), seed).ifPresent(arm::add);
      statement
          .baseline()
          .ifPresent(other -> value(statement, other, seed).ifPresent(baseline::add));
    }
    boolean paired = statement.baseline().isEmpty() || baseline.size() == seeds.size();
    if (arm.size() < seeds.size() || !paired) {
      return untested(statement, unknown(statement));
    }
    double[] effects = effects(statement, arm, baseline);
    if (!Double.isFinite(Chance.mean(effects))) {
      return untested(statement, "its " + statement.measure().title() + " is 0 or not finite");
    }
    Finding found =
        statement.measure() == Measure.TEST_ACCURACY
            ? onImages(statement, seeds, arm, baseline, effects)
            : overSeeds(statement, seeds, arm, baseline, effects);
    return learning.lacking(trainings(statement, seeds)).map(found::untested).orElse(found);
  }

  private List<CellFiles> trainings(Statement statement, List<Long> seeds) {
    return Stream.concat(Stream.of(statement.arm()), statement.baseline().stream())
        .flatMap(arm -> seeds.stream().map(seed -> cell(statement, arm, seed)))
        .flatMap(cell -> run.of(cell).stream())
        .toList();
  }

  private Finding onImages(
      Statement statement,
      List<Long> seeds,
      List<Double> arm,
      List<Double> baseline,
      double[] effects) {
    List<SortedMap<String, Integer>> bySeed;
    try {
      bySeed = seeds.stream().map(seed -> balance(statement, seed)).toList();
    } catch (IllegalArgumentException e) {
      return untested(statement, e.getMessage());
    }
    if (bySeed.stream().map(SortedMap::keySet).distinct().count() > 1) {
      return untested(statement, "the seeds were tested on different images");
    }
    List<int[]> balances =
        bySeed.stream().map(each -> each.values().stream().mapToInt(i -> i).toArray()).toList();
    int[] net =
        IntStream.range(0, balances.get(0).length)
            .map(image -> balances.stream().mapToInt(balance -> balance[image]).sum())
            .toArray();
    Discordance discordance = Discordance.of(net);
    return found(
        statement,
        new Finding.Evidence(
            seeds,
            arm,
            baseline,
            Chance.mean(effects),
            Optional.of(Chance.overSeedsAndImages(balances)),
            Optional.of(discordance),
            OptionalDouble.of(discordance.p())),
        "");
  }

  private static Finding overSeeds(
      Statement statement,
      List<Long> seeds,
      List<Double> arm,
      List<Double> baseline,
      double[] effects) {
    Effect scale = statement.effect();
    boolean several = seeds.size() > 1;
    return found(
        statement,
        new Finding.Evidence(
            seeds,
            arm,
            baseline,
            scale.told(Chance.mean(effects)),
            several
                ? Optional.of(Chance.overSeeds(effects))
                    .map(range -> new Interval(scale.told(range.low()), scale.told(range.high())))
                : Optional.empty(),
            Optional.empty(),
            several ? OptionalDouble.of(Chance.studentsP(effects)) : OptionalDouble.empty()),
        several ? "" : "one seed can't tell a difference from chance");
  }

  private static double[] effects(Statement statement, List<Double> arm, List<Double> baseline) {
    double[] effects = new double[arm.size()];
    for (int i = 0; i < effects.length; i++) {
      effects[i] =
          statement.effect().of(arm.get(i), baseline.isEmpty() ? Double.NaN : baseline.get(i));
    }
    return effects;
  }

  private SortedMap<String, Integer> balance(Statement statement, long seed) {
    return Discordance.balance(
        run.of(cell(statement, statement.arm(), seed)).orElseThrow().predictions(),
        run.of(cell(statement, statement.baseline().orElseThrow(), seed))
            .orElseThrow()
            .predictions());
  }

  private List<Long> sharedSeeds(Statement statement) {
    List<Long> own = run.seeds(statement.network(), statement.arm());
    return statement
        .baseline()
        .map(other -> own.stream().filter(run.seeds(statement.network(), other)::contains).toList())
        .orElse(own);
  }

  private OptionalDouble value(Statement statement, Regularizer arm, long seed) {
    Cell cell = cell(statement, arm, seed);
    return statement.measure() == Measure.TEST_ACCURACY
        ? run.of(cell).map(Learning::accuracy).orElse(OptionalDouble.empty())
        : run.value(statement.measure(), cell);
  }

  private static Cell cell(Statement statement, Regularizer arm, long seed) {
    return new Cell(statement.network(), arm, seed);
  }

  private static Finding found(Statement statement, Finding.Evidence evidence, String obstacle) {
    return new Finding(statement, Optional.of(evidence), obstacle, OptionalDouble.empty());
  }

  private static Finding untested(Statement statement, String why) {
    return new Finding(statement, Optional.empty(), why, OptionalDouble.empty());
  }

  private static String missing(Statement statement) {
    return "no finished seed of "
        + statement.network().title()
        + " with "
        + statement.arm().title()
        + statement.baseline().map(other -> " and with " + other.title()).orElse("");
  }

  private static String unknown(Statement statement) {
    return switch (statement.measure()) {
      case TEST_ACCURACY -> "a predictions.csv is missing";
      case EARLY_DROP -> "a training is shorter than the 30 epochs that this needs";
      default ->
          "a training of "
              + statement.network().title()
              + " is too short for the "
              + statement.measure().title()
              + ", or a loss is not finite";
    };
  }
}
