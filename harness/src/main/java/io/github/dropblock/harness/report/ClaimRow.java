package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Ground;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.statistics.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A claim of the paper and its verdict.
 *
 * @param verdict id of it
 * @param verdictTitle that in words
 * @param refuted whether the run speaks against it where the paper made it: on its data, by its
 *     protocol
 * @param reasons why there is no test; none if there is one
 * @param decided which of several parts decides; absent where all do
 * @param outlook how many seeds would settle what is inconclusive; else absent
 * @param p of all parts together, as {@code p = 0.032}; absent without a test
 * @param adjusted the same after the correction for many claims, a number alone
 * @param lines what it rests on, one a part
 */
record ClaimRow(
    String id,
    String text,
    String where,
    String verdict,
    String verdictTitle,
    boolean refuted,
    List<String> reasons,
    @Nullable String decided,
    @Nullable String outlook,
    @Nullable String p,
    @Nullable String adjusted,
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
        judgement.verdict().against() && judgement.ground() == Ground.PAPER,
        judgement.obstacles(),
        decided(judgement),
        judgement.verdict() == Verdict.INCONCLUSIVE ? outlook(judgement) : null,
        judgement.p().isPresent() ? Numbers.pInWords(judgement.p().getAsDouble()) : null,
        judgement.adjusted().isPresent() ? Numbers.p(judgement.adjusted().getAsDouble()) : null,
        judgement.findings().stream().map(FindingLine::of).toList());
  }

  private static @Nullable String decided(Judgement<Claim> judgement) {
    List<Finding> deciding = judgement.deciding();
    return deciding.size() == judgement.findings().size()
        ? null
        : "Decided by "
            + deciding.stream().map(FindingLine::subject).collect(Collectors.joining("; "))
            + ".";
  }

  private static String outlook(Judgement<Claim> judgement) {
    return judgement.seedsNeeded().isPresent()
        ? "About "
            + judgement.seedsNeeded().getAsInt()
            + " seeds of each arm would settle it, 8 times of 10."
        : "Not even 200 seeds of each arm would settle it: it takes more test images, or the effect"
            + " seen is next to none.";
  }
}
