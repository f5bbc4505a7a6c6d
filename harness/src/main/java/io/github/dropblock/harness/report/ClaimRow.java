package io.github.dropblock.harness.report;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.paper.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A claim of the paper and the difference measured for it.
 *
 * @param paper the paper's difference, points of test accuracy; absent for a claim about losses
 * @param here this run's; absent for a claim about losses
 */
record ClaimRow(String id, String text, String where, String paper, String here) {

  static List<ClaimRow> all(Arms arms) {
    return Arrays.stream(Claim.values()).map(claim -> of(claim, arms)).toList();
  }

  private static ClaimRow of(Claim claim, Arms arms) {
    List<Comparison> comparisons = claim.comparisons();
    if (comparisons.isEmpty()) {
      return new ClaimRow(claim.name(), claim.text(), claim.where(), null, null);
    }
    boolean several = comparisons.size() > 1;
    return new ClaimRow(
        claim.name(),
        claim.text(),
        claim.where(),
        comparisons.stream()
            .map(each -> named(each.network(), Numbers.points(each.points()), several))
            .collect(Collectors.joining(", ")),
        comparisons.stream()
            .map(each -> named(each.network(), measured(arms.measured(each)), several))
            .collect(Collectors.joining(", ")));
  }

  private static String measured(OptionalDouble points) {
    return points.isPresent() ? Numbers.points(points.getAsDouble()) : "not measured yet";
  }

  private static String named(Network network, String value, boolean several) {
    return several ? network.title() + " " + value : value;
  }
}
