package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.statistics.FalseVerdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run can see: how small an effect on an accuracy it finds, by its own scatter, and how
 * often it would give a false verdict on accuracies. Both of the claims whose arms have all learnt:
 * how far an arm scatters that has not tells nothing of one that has.
 *
 * @param seeds of the arm that has fewest
 * @param points effects of this size or more are found 8 times of 10, in the comparison that
 *     scatters most
 * @param falseVerdicts the share of runs like this one, with arms that don't differ, that give a
 *     verdict for or against one of the claims
 * @param claims that both are about
 * @param basis SHA-256 of all that this share was simulated from
 */
record Sensitivity(
    int seeds, double points, double falseVerdicts, List<Claim> claims, String basis) {
  Sensitivity {
    if (!(falseVerdicts >= 0 && falseVerdicts <= 1)) {
      throw new IllegalArgumentException("falseVerdicts is not a share: " + falseVerdicts);
    }
    claims = List.copyOf(claims);
  }

  /** What stands in {@code results.json}, of which no more is wanted. */
  private record Kept(Sensitivity sensitivity) {}

  /** That of an earlier report; absent where there is none, or none that can be read. */
  static Optional<Sensitivity> kept(Path results) {
    try {
      return Files.exists(results)
          ? Optional.ofNullable(Json.read(results, Kept.class).sensitivity())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Absent where no claim on accuracies is tested.
   *
   * @param kept an earlier report's: simulating takes seconds, so its share stands while what it
   *     was simulated from is the same
   */
  static Optional<Sensitivity> of(
      List<Judgement<Claim>> judgements, Arms arms, Optional<Sensitivity> kept) {
    List<Judgement<Claim>> seen =
        judgements.stream()
            .filter(judgement -> judgement.findings().stream().allMatch(Sensitivity::shows))
            .toList();
    List<List<Finding>> claims = seen.stream().map(Judgement::findings).toList();
    List<Finding> all = claims.stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<FalseVerdicts.AlikeArms> groups = new ArrayList<>();
    List<Arm> members = new ArrayList<>();
    for (Network network : arms.networks()) {
      // Arms that no tested claim is about scatter as they like.
      List<Arm> own =
          arms.of(network).stream()
              .filter(arm -> all.stream().anyMatch(finding -> finding.statement().isAbout(arm)))
              .toList();
      if (!own.isEmpty()) {
        groups.add(group(own));
        members.addAll(own);
      }
    }
    List<List<FalseVerdicts.ArmPair>> comparisons =
        claims.stream()
            .map(claim -> claim.stream().map(each -> comparison(each, members)).toList())
            .toList();
    String basis = Sha256.of(FalseVerdicts.basis(groups, comparisons));
    return Optional.of(
        new Sensitivity(
            all.stream()
                .mapToInt(each -> each.evidence().orElseThrow().seeds())
                .min()
                .orElseThrow(),
            all.stream()
                .mapToDouble(
                    each -> each.evidence().orElseThrow().estimate().orElseThrow().detectable())
                .max()
                .orElseThrow(),
            kept.filter(each -> basis.equals(each.basis()))
                .map(Sensitivity::falseVerdicts)
                .orElseGet(() -> FalseVerdicts.rate(groups, comparisons)),
            seen.stream().map(Judgement::hypothesis).toList(),
            basis));
  }

  /** Tested on accuracies, of arms that have both learnt. */
  private static boolean shows(Finding finding) {
    return finding.tested()
        && finding.statement().measure() == Measure.TEST_ACCURACY
        && finding.remark().isEmpty();
  }

  private static FalseVerdicts.AlikeArms group(List<Arm> arms) {
    double squares = 0;
    int degrees = 0;
    for (Arm arm : arms) {
      double mean = arm.accuracy();
      squares +=
          arm.results().stream()
              .mapToDouble(CellResult::testAccuracy)
              .map(each -> (each - mean) * (each - mean))
              .sum();
      degrees += arm.results().size() - 1;
    }
    return new FalseVerdicts.AlikeArms(
        Math.min(0.999, arms.stream().mapToDouble(Arm::accuracy).average().orElseThrow()),
        Math.sqrt(squares / degrees),
        arms.get(0).testImages(),
        arms.stream().map(arm -> arm.results().size()).toList());
  }

  private static FalseVerdicts.ArmPair comparison(Finding finding, List<Arm> members) {
    Network network = finding.statement().network();
    List<Network> networks = members.stream().map(Arm::network).distinct().toList();
    List<Regularizer> own =
        members.stream().filter(arm -> arm.network() == network).map(Arm::regularizer).toList();
    return new FalseVerdicts.ArmPair(
        networks.indexOf(network),
        own.indexOf(finding.statement().arm()),
        own.indexOf(finding.statement().baseline().orElseThrow()));
  }
}
