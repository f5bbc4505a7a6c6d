package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.statistics.Decision;
import io.github.dropblock.harness.statistics.MultipleTests;
import io.github.dropblock.harness.statistics.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Judges hypotheses by a run. */
public final class Verdicts {
  private static final String DRAWN = "drawn images say nothing about photos";

  private Verdicts() {}

  /**
   * Judges hypotheses together, since their p are corrected for how many of them are tested. The
   * same files give the same verdicts.
   *
   * @param learning what trainings must have learnt to be judged by
   */
  public static <H extends Hypothesis> List<Judgement<H>> of(
      List<H> hypotheses, Trainings run, Ground ground, Learning learning) {
    List<List<Finding>> found =
        hypotheses.stream()
            .map(
                each ->
                    each.statements().stream()
                        .map(statement -> new EffectMeasurement(statement, run, learning).find())
                        .map(finding -> on(ground, finding))
                        .toList())
            .toList();
    Iterator<Double> adjusted =
        MultipleTests.benjaminiHochberg(
                found.stream().filter(Verdicts::tested).map(Verdicts::p).toList())
            .iterator();
    List<Judgement<H>> judgements = new ArrayList<>();
    for (int i = 0; i < hypotheses.size(); i++) {
      List<Finding> findings = found.get(i);
      judgements.add(
          tested(findings)
              ? judgement(hypotheses.get(i), findings, ground, adjusted.next())
              : untested(hypotheses.get(i), findings, ground));
    }
    return List.copyOf(judgements);
  }

  private static Finding on(Ground ground, Finding finding) {
    return ground == Ground.DRAWN && finding.tested() ? finding.untested(DRAWN) : finding;
  }

  private static boolean tested(List<Finding> findings) {
    return findings.stream().allMatch(Finding::tested);
  }

  private static double p(List<Finding> findings) {
    return Decision.p(findings.stream().map(Finding::part).toList());
  }

  private static <H extends Hypothesis> Judgement<H> judgement(
      H hypothesis, List<Finding> findings, Ground ground, double adjusted) {
    Verdict verdict = Decision.verdict(findings.stream().map(Finding::part).toList(), adjusted);
    return new Judgement<>(
        hypothesis,
        findings,
        ground,
        verdict,
        OptionalDouble.of(p(findings)),
        OptionalDouble.of(adjusted),
        verdict == Verdict.INCONCLUSIVE ? seedsNeeded(findings) : OptionalInt.empty());
  }

  private static <H extends Hypothesis> Judgement<H> untested(
      H hypothesis, List<Finding> findings, Ground ground) {
    return new Judgement<>(
        hypothesis,
        findings,
        ground,
        Verdict.NOT_TESTED,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }

  /** As many as the part needs that needs most. */
  private static OptionalInt seedsNeeded(List<Finding> findings) {
    List<OptionalInt> each = findings.stream().map(Finding::seedsNeeded).toList();
    return each.stream().allMatch(OptionalInt::isPresent)
        ? each.stream().mapToInt(OptionalInt::getAsInt).max()
        : OptionalInt.empty();
  }
}
