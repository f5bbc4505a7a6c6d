package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.ArmScores;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunScores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An arm in several runs.
 *
 * @param runs its scores in each
 * @param differences of each run's test accuracy to the first run's; empty for the first run, and
 *     where either has no finished cell
 */
record ArmComparison(
    Network network,
    Regularizer regularizer,
    List<ArmScores> runs,
    List<Optional<Difference>> differences) {

  static ArmComparison of(Network network, Regularizer regularizer, List<RunScores> runs)
      throws IOException {
    List<ArmScores> arms = runs.stream().map(run -> run.arm(network, regularizer)).toList();
    List<Optional<Difference>> differences = new ArrayList<>();
    differences.add(Optional.empty());
    for (int i = 1; i < runs.size(); i++) {
      differences.add(difference(runs.get(0), arms.get(0), runs.get(i), arms.get(i)));
    }
    return new ArmComparison(network, regularizer, arms, differences);
  }

  private static Optional<Difference> difference(
      RunScores first, ArmScores there, RunScores run, ArmScores here) throws IOException {
    if (there.finished().isEmpty() || here.finished().isEmpty()) {
      return Optional.empty();
    }
    if (first.run().data().fingerprint().equals(run.run().data().fingerprint())) {
      Hits before = Hits.read(first.directory(), there);
      Hits now = Hits.read(run.directory(), here);
      if (now.sameImages(before)) {
        return Optional.of(Difference.paired(now.less(before)));
      }
    }
    return Optional.of(
        Difference.unpaired(right(here), here.testImages(), right(there), there.testImages()));
  }

  /** Test images classified right, mean over seeds. */
  private static double right(ArmScores arm) {
    return arm.mean(Measure.TEST_ACCURACY) * arm.testImages();
  }
}
