package io.github.dropblock.harness.analysis;

import java.util.List;

/**
 * A hypothesis and what a run says about it.
 *
 * @param findings one for each of its statements
 * @param ground of the run
 */
public record Judgement<H extends Hypothesis>(H hypothesis, List<Finding> findings, Ground ground) {
  public Judgement {
    findings = List.copyOf(findings);
  }

  /**
   * Contradicted if one statement is, reproduced if all are; not tested if one isn't, else
   * inconclusive.
   */
  public Verdict verdict() {
    List<Verdict> verdicts = findings.stream().map(Finding::verdict).toList();
    if (verdicts.contains(Verdict.CONTRADICTED)) {
      return Verdict.CONTRADICTED;
    }
    if (verdicts.contains(Verdict.NOT_TESTED)) {
      return Verdict.NOT_TESTED;
    }
    return verdicts.contains(Verdict.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.REPRODUCED;
  }

  /** The verdict in words, which say so where data or protocol are not those of the paper. */
  public String title() {
    return ground.title(verdict());
  }
}
