package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Ground;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Learning;
import io.github.dropblock.harness.analysis.Verdicts;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.statistics.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run says about the paper's claims.
 *
 * @param judgements one per claim, in the claims' order
 */
public record Findings(List<Judgement<Claim>> judgements) {
  public Findings {
    judgements = List.copyOf(judgements);
  }

  /** Judges a run by its files. Cells whose files can't be read count as missing. */
  public static Findings of(RunFiles files) {
    return new Findings(
        Verdicts.of(List.of(Claim.values()), files.trainings(), ground(files), learning()));
  }

  /** Claims are about the paper's own training. */
  private static Learning learning() {
    Protocol paper = Profile.PAPER.protocol();
    return new Learning(
        Arrays.stream(Network.values())
            .collect(
                Collectors.toMap(
                    Function.identity(), network -> paper.training(network).epochs())));
  }

  /** Claims with this verdict. */
  public long count(Verdict verdict) {
    return judgements.stream().filter(judgement -> judgement.verdict() == verdict).count();
  }

  /** Claims that p is corrected for. */
  int tests() {
    return (int) judgements.stream().filter(each -> each.adjusted().isPresent()).count();
  }

  private static Ground ground(RunFiles files) {
    if (files.run().data().drawn()) {
      return Ground.DRAWN;
    }
    if (!files.run().data().paper()) {
      return Ground.OTHER_DATA;
    }
    return Deviations.of(files).isEmpty() ? Ground.PAPER : Ground.OTHER_PROTOCOL;
  }
}
