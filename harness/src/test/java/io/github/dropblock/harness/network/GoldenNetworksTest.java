package io.github.dropblock.harness.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.Golden;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The narrow networks against PyTorch's: see src/test/python/make_golden.py. */
class GoldenNetworksTest {
  private static final double RELATIVE = 1e-4;
  private static final Phase ANY = new Phase(Optimizer.ADAM, 1e-3, 1);

  private final INDArray images = GoldenNetwork.images();
  private final INDArray labels = GoldenNetwork.labels();

  @ParameterizedTest
  @EnumSource(Network.class)
  void inferenceGivesTheSameProbabilities(Network network) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    ComputationGraph graph = GoldenNetwork.graph(network, ANY, golden, DataType.FLOAT);

    double[] output = graph.outputSingle(false, images).toDoubleVector();

    assertThat(output).containsExactly(Golden.doubles(golden.get("output")), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void trainingGivesTheSameLossAndGradients(Network network) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    ComputationGraph graph = GoldenNetwork.graph(network, ANY, golden, DataType.FLOAT);
    graph.setInputs(images);
    graph.setLabels(labels);

    graph.computeGradientAndScore();

    assertThat(graph.score()).isCloseTo(golden.get("loss").asDouble(), within(RELATIVE));
    Map<String, INDArray> gradients = new HashMap<>();
    graph
        .gradient()
        .gradientForVariable()
        .forEach(
            (name, sum) ->
                gradients.put(GoldenNetwork.slashed(name), sum.div(GoldenNetwork.IMAGES)));
    GoldenNetwork.assertSame(gradients, golden.get("gradients"), RELATIVE);
  }

  /** In double precision, which tells a formula's difference from a rounding error. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void threeStepsOfAnOptimizerChangeTheWeightsAlike(Network network, Phase phase)
      throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    JsonNode steps = golden.get("steps").get(phase.optimizer().name());
    ComputationGraph graph = GoldenNetwork.graph(network, phase, golden, DataType.DOUBLE);
    Map<String, INDArray> before = GoldenNetwork.parameters(graph);

    assertThat(losses(graph, 3)).containsExactly(Golden.doubles(steps.get("losses")), within(1e-6));

    Map<String, INDArray> changes = GoldenNetwork.parameters(graph);
    changes.forEach((name, after) -> after.subi(before.get(name)));
    GoldenNetwork.assertSame(changes, steps.get("changes"), 1e-5);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void threeStepsInFloatReachTheSameLosses(Network network, Phase phase) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    double[] losses =
        Golden.doubles(golden.get("steps").get(phase.optimizer().name()).get("losses"));
    ComputationGraph graph = GoldenNetwork.graph(network, phase, golden, DataType.FLOAT);

    // AdaMax's steps have the size of the rate whatever the gradient's, so ResNet-34 amplifies
    // rounding
    // errors: after two of them PyTorch's own float is 2.9e-4 from its double.
    boolean rough = network == Network.RESNET_34 && phase.optimizer() == Optimizer.ADAMAX;
    assertThat(losses(graph, 3)).containsExactly(losses, within(rough ? 1e-3 : RELATIVE));
  }

  static Stream<Arguments> optimizers() {
    List<Phase> phases =
        List.of(
            new Phase(Optimizer.ADADELTA, 1, 1),
            new Phase(Optimizer.ADAMAX, 0.002, 1),
            new Phase(Optimizer.RMSPROP, 1e-4, 1));
    return Stream.of(Network.values())
        .flatMap(network -> phases.stream().map(phase -> Arguments.of(network, phase)));
  }

  private double[] losses(ComputationGraph graph, int steps) {
    DataType precision = graph.params().dataType();
    double[] losses = new double[steps];
    for (int i = 0; i < steps; i++) {
      graph.fit(
          new INDArray[] {images.castTo(precision)}, new INDArray[] {labels.castTo(precision)});
      losses[i] = graph.score();
    }
    return losses;
  }

  @ParameterizedTest
  @EnumSource(value = Network.class, names = "RESNET_34")
  void batchNormalisationKeepsTheSameRunningStatistics(Network network) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    ComputationGraph graph = GoldenNetwork.graph(network, ANY, golden, DataType.FLOAT);

    graph.fit(new INDArray[] {images}, new INDArray[] {labels});

    GoldenNetwork.assertSame(GoldenNetwork.parameters(graph), golden.get("running"), RELATIVE);
  }
}
