package io.github.dropblock.harness.results;

import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.statistics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The test accuracies of an arm on one kind of machine held against those on another. Their seeds
 * differ, so the scatter between seeds is in it: Student's t with the variance pooled over both.
 *
 * @param arm trained on both
 * @param first kind
 * @param second kind
 * @param firstSeeds finished there
 * @param secondSeeds finished there
 * @param points mean accuracy on the second less that on the first, percentage points
 * @param estimate the same with what it owes to the seeds; empty where there are fewer than three
 */
public record KindDifference(
    Arm arm,
    MachineKind first,
    MachineKind second,
    int firstSeeds,
    int secondSeeds,
    double points,
    Optional<Estimate> estimate) {

  /** Of every arm that was trained on two kinds, for each two. */
  public static List<KindDifference> all(Arms arms, List<MachineKind> kinds) {
    List<KindDifference> found = new ArrayList<>();
    for (Arm arm : arms.all()) {
      for (int one = 0; one < kinds.size(); one++) {
        for (int other = one + 1; other < kinds.size(); other++) {
          of(arm, kinds.get(one), kinds.get(other)).ifPresent(found::add);
        }
      }
    }
    return List.copyOf(found);
  }

  private static Optional<KindDifference> of(Arm arm, MachineKind first, MachineKind second) {
    double[] one = percentages(arm, first);
    double[] other = percentages(arm, second);
    if (one.length == 0 || other.length == 0) {
      return Optional.empty();
    }
    double points = mean(other) - mean(one);
    return Optional.of(
        new KindDifference(
            arm, first, second, one.length, other.length, points, estimate(points, one, other)));
  }

  private static Optional<Estimate> estimate(double points, double[] one, double[] other) {
    int degrees = one.length + other.length - 2;
    if (degrees < 1) {
      return Optional.empty();
    }
    double variance = (squares(one) + squares(other)) / degrees;
    return Optional.of(
        new Estimate(points, variance * (1.0 / one.length + 1.0 / other.length), degrees, 0));
  }

  private static double[] percentages(Arm arm, MachineKind kind) {
    return kind.trained(arm.cells().stream())
        .mapToDouble(CellResult::testAccuracy)
        .map(share -> 100 * share)
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double squares(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
  }
}
