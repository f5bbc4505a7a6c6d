package io.github.dropblock.harness.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.network.Specs;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The compiled step's gradients against DL4J's in double precision. */
class GradientTest {
  private static final Phase PHASE = new Phase(Optimizer.ADADELTA, 1, 1);

  static Stream<Arguments> networks() {
    return Stream.of(Network.values())
        .flatMap(
            network ->
                Stream.of("none", "dropout", "dropblock", "dropout-dropblock")
                    .map(Regularizer::parse)
                    .flatMap(
                        arm ->
                            (network.fineTuned() ? Stream.of(5, 2, 0) : Stream.of(5))
                                .map(trained -> Arguments.of(network, arm, trained))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void areThoseOfDoublePrecision(Network network, Regularizer regularizer, int trainedBlocks) {
    NetworkSpec spec = Specs.of(network, regularizer, Specs.NARROW, trainedBlocks, PHASE);
    ComputationGraph graph = Networks.build(spec);
    ComputationGraph exact = Specs.build(spec, DataType.DOUBLE);
    exact.setParams(graph.params().castTo(DataType.DOUBLE));
    Sample sample = Sample.drawn(11, 6, 32, 2);
    Plan plan = sample.plan(graph);

    Gradients wanted = sample.dl4j(exact, plan);
    Gradients found = sample.oneDnn(graph, plan);

    assertThat(found.loss()).isCloseTo(wanted.loss(), within(1e-5));
    assertThat(same(found, wanted, network))
        .as("%s", Arrays.toString(found.distances(wanted)))
        .isTrue();
  }

  /**
   * Whether each parameter's gradient has at most a rounding error, as DL4J's own in float has. In
   * ResNet-34 those of 36 batch normalisations add up.
   */
  static boolean same(Gradients found, Gradients exact, Network network) {
    return found.of().keySet().equals(exact.of().keySet())
        && Gradients.worst(found.distances(exact)) < (network == Network.RESNET_34 ? 1e-4 : 1e-5);
  }
}
