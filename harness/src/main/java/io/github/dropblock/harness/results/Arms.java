package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import java.util.List;
import java.util.OptionalDouble;

/** The arms of a run, network by network. */
public record Arms(List<Network> networks, List<Regularizer> regularizers, List<Arm> all) {

  public static Arms of(RunFiles files) {
    List<Network> networks = files.run().matrix().networks();
    List<Regularizer> regularizers = files.run().matrix().regularizers().stream().sorted().toList();
    List<Arm> all =
        networks.stream()
            .flatMap(
                network ->
                    regularizers.stream().map(regularizer -> files.arm(network, regularizer)))
            .toList();
    return new Arms(networks, regularizers, all);
  }

  public List<Arm> of(Network network) {
    return all.stream().filter(arm -> arm.network() == network).toList();
  }

  /** An arm; one without cells where the matrix doesn't have it. */
  public Arm arm(Network network, Regularizer regularizer) {
    return all.stream()
        .filter(arm -> arm.network() == network && arm.regularizer() == regularizer)
        .findFirst()
        .orElse(new Arm(network, regularizer, List.of()));
  }

  public OptionalDouble difference(Network network, Regularizer arm, Regularizer baseline) {
    return arm(network, arm).pointsAbove(arm(network, baseline));
  }
}
