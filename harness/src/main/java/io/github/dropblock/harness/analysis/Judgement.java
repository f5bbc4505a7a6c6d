package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.statistics.Decision;
import io.github.dropblock.harness.statistics.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A hypothesis and what a run says about it.
 *
 * @param findings one for each of its statements
 * @param ground of the run
 * @param p of the whole hypothesis, two-sided; absent where it isn't tested
 * @param adjusted that after Benjamini and Hochberg's correction for all of a run's
 * @param seedsNeeded of each arm, to settle what is inconclusive; absent elsewhere, and where no
 *     number of seeds that anybody trains would
 */
public record Judgement<H extends Hypothesis>(
    H hypothesis,
    List<Finding> findings,
    Ground ground,
    Verdict verdict,
    OptionalDouble p,
    OptionalDouble adjusted,
    OptionalInt seedsNeeded) {
  public Judgement {
    findings = List.copyOf(findings);
  }

  /** The one on a hypothesis, among those on all. */
  public static <H extends Hypothesis> Judgement<H> on(H hypothesis, List<Judgement<H>> all) {
    return all.stream()
        .filter(each -> each.hypothesis().equals(hypothesis))
        .findFirst()
        .orElseThrow();
  }

  /** The verdict in words, which say so where data or protocol are not those of the paper. */
  public String title() {
    return ground.title(verdict);
  }

  /**
   * The parts that decide: those that come to its verdict by themselves. All of them where none
   * does more than another, and where nothing is tested.
   */
  public List<Finding> deciding() {
    if (adjusted.isEmpty()) {
      return findings;
    }
    List<Finding> alone =
        findings.stream()
            .filter(
                each -> Decision.verdict(List.of(each.part()), adjusted.getAsDouble()) == verdict)
            .toList();
    return alone.isEmpty() ? findings : alone;
  }

  /** Why it isn't tested, one reason a line; none where it is. */
  public List<String> obstacles() {
    return findings.stream()
        .map(Finding::obstacle)
        .filter(each -> !each.isEmpty())
        .distinct()
        .toList();
  }
}
