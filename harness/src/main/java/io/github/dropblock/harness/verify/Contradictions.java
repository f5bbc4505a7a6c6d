package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.analysis.Effect;
import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Statement;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.report.Findings;
import io.github.dropblock.harness.results.RunFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is done about claims of the paper that a run contradicts, be it on other photos or under
 * another protocol: where its verdict is opposite, or no such effect.
 */
public enum Contradictions {
  /** Nothing: claims are not checked. */
  IGNORE,
  /** They are told, and let pass. */
  WARN,
  /** They fall short. */
  FAIL;

  /**
   * Reads {@code ignore}, {@code warn} or {@code fail}.
   *
   * @throws IllegalArgumentException naming these
   */
  public static Contradictions parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.name().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is nothing to do about contradicted claims; choose from %s"
                        .formatted(
                            text.strip(),
                            Arrays.stream(values())
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }

  /** A check for each claim. */
  List<Check> check(RunFiles run) {
    return this == IGNORE
        ? List.of()
        : Findings.of(run).judgements().stream().map(this::check).toList();
  }

  private Check check(Judgement<Claim> judgement) {
    Claim claim = judgement.hypothesis();
    return new Check(
        claim.name() + " " + claim.text(),
        "not contradicted",
        judgement.title() + effects(judgement),
        !judgement.verdict().against()
            ? Check.Mark.HELD
            : this == FAIL ? Check.Mark.FELL_SHORT : Check.Mark.WARNED,
        files(claim));
  }

  /** What was measured, as {@code : −3.0 points (−4.0 to −2.0)}; nothing where the claim stands. */
  private static String effects(Judgement<Claim> judgement) {
    return judgement.verdict().against()
        ? judgement.findings().stream()
            .map(Contradictions::effect)
            .collect(Collectors.joining(", ", ": ", ""))
        : "";
  }

  private static String effect(Finding finding) {
    Effect kind = finding.statement().effect();
    return "%s (%s)"
        .formatted(
            kind.words(finding.effect().orElseThrow()),
            kind.words(finding.interval().orElseThrow()));
  }

  private static String files(Claim claim) {
    return claim.statements().stream()
        .map(Statement::network)
        .map(Network::id)
        .distinct()
        .map("cells/%s-*"::formatted)
        .collect(Collectors.joining(", "));
  }
}
