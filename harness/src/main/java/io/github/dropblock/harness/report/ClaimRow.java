package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Ground;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.analysis.Verdict;
import io.github.dropblock.harness.paper.Claim;
import java.util.List;

/**
 * A claim of the paper and its verdict.
 *
 * @param verdict id of it
 * @param verdictTitle that in words
 * @param refuted whether it is contradicted where the paper made it: on its data, by its protocol
 * @param networks whether it is about several
 * @param reason why there is no test, as far as that is so; else absent
 * @param lines what it rests on
 */
record ClaimRow(
    String id,
    String text,
    String where,
    String verdict,
    String verdictTitle,
    boolean refuted,
    boolean networks,
    String reason,
    List<FindingLine> lines) {

  static List<ClaimRow> all(Findings findings) {
    return findings.judgements().stream().map(ClaimRow::of).toList();
  }

  private static ClaimRow of(Judgement<Claim> judgement) {
    Claim claim = judgement.hypothesis();
    return new ClaimRow(
        claim.name(),
        claim.text(),
        claim.where(),
        judgement.verdict().id(),
        judgement.title(),
        judgement.verdict() == Verdict.CONTRADICTED && judgement.ground() == Ground.PAPER,
        claim.statements().stream().map(Statement::network).distinct().count() > 1,
        judgement.findings().stream()
            .map(Finding::obstacle)
            .filter(obstacle -> !obstacle.isEmpty())
            .findFirst()
            .orElse(null),
        judgement.findings().stream()
            .map(finding -> FindingLine.of(finding, judgement.ground()))
            .toList());
  }
}
