package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.RunFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An arm in several runs.
 *
 * @param runs the arm in each
 * @param differences of each run's test accuracy to the first run's; empty for the first run, and
 *     where either has no finished cell
 */
record ArmComparison(
    Network network,
    Regularizer regularizer,
    List<Arm> runs,
    List<Optional<Difference>> differences) {

  static ArmComparison of(Network network, Regularizer regularizer, List<RunFiles> runs) {
    List<Arm> arms = runs.stream().map(run -> run.arm(network, regularizer)).toList();
    List<Optional<Difference>> differences = new ArrayList<>();
    differences.add(Optional.empty());
    for (int i = 1; i < runs.size(); i++) {
      differences.add(difference(runs.get(0), arms.get(0), runs.get(i), arms.get(i)));
    }
    return new ArmComparison(network, regularizer, arms, differences);
  }

  private static Optional<Difference> difference(
      RunFiles first, Arm there, RunFiles run, Arm here) {
    if (!there.measured() || !here.measured()) {
      return Optional.empty();
    }
    if (first.run().data().fingerprint().equals(run.run().data().fingerprint())) {
      Hits before = Hits.of(there);
      Hits now = Hits.of(here);
      if (now.sameImages(before)) {
        return Optional.of(Difference.paired(now.less(before)));
      }
    }
    return Optional.of(
        Difference.unpaired(right(here), here.testImages(), right(there), there.testImages()));
  }

  /** Test images classified right, mean over seeds. */
  private static double right(Arm arm) {
    return arm.accuracy() * arm.testImages();
  }
}
