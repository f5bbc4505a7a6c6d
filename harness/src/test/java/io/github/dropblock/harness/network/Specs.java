package io.github.dropblock.harness.network;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/** Networks for tests: narrow, 32 px, and nothing frozen unless a test says otherwise. */
public final class Specs {
  public static final double NARROW = 1 / 16.0;

  private Specs() {}

  public static NetworkSpec narrow(Network network, Regularizer regularizer) {
    return of(network, regularizer, NARROW, 5, new Phase(Optimizer.ADAM, 1e-3, 1));
  }

  public static NetworkSpec of(
      Network network, Regularizer regularizer, double width, int trainedBlocks, Phase... phases) {
    Training training =
        Profile.SMOKE.protocol().toBuilder()
            .width(width)
            .batchSize(4)
            .phases(network, List.of(phases))
            .rotation(0)
            .crop(1)
            .trainedBlocks(trainedBlocks)
            .build()
            .training(network);
    return new NetworkSpec(network, regularizer, training, 2, 7, 0);
  }

  /** A network in another precision, to compare with. */
  public static ComputationGraph build(NetworkSpec spec, DataType precision) {
    return Networks.build(spec, precision);
  }
}
