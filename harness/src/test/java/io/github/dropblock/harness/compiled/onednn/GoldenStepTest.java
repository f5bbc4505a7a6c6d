package io.github.dropblock.harness.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.Golden;
import io.github.dropblock.harness.compiled.CompiledNetwork;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.network.GoldenNetwork;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The compiled step against PyTorch's numbers: see src/test/python/make_golden.py. */
class GoldenStepTest {
  private static final double RELATIVE = 1e-4;
  private static final Phase ANY = new Phase(Optimizer.ADAM, 1e-3, 1);

  private final Sample sample =
      new Sample(GoldenNetwork.images().data().asFloat(), new int[] {0, 1, 1, 0}, 32, 32);

  @ParameterizedTest
  @EnumSource(Network.class)
  void inferenceGivesTheSameProbabilities(Network network) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    try (CompiledNetwork compiled = compiled(network, ANY, golden)) {
      float[] found = compiled.probabilities(sample.pixels(), sample.images());

      double[] wanted = Golden.doubles(golden.get("output"));
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) found[i]).isCloseTo(wanted[i], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void aStepHasTheSameLossAndGradients(Network network) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    ComputationGraph graph = GoldenNetwork.graph(network, ANY, golden, DataType.FLOAT);

    Gradients found = sample.oneDnn(graph, sample.plan(graph));

    assertThat(found.loss()).isCloseTo(golden.get("loss").asDouble(), within(RELATIVE));
    GoldenNetwork.assertSame(named(found), golden.get("gradients"), RELATIVE);
  }

  private static Map<String, INDArray> named(Gradients gradients) {
    Map<String, INDArray> arrays = new HashMap<>();
    gradients
        .of()
        .forEach(
            (parameter, numbers) -> {
              INDArray array = Nd4j.create(numbers, parameter.shape().sizes(), 'c');
              // DL4J's weights of a dense layer are [in, out], and PyTorch's numbers were told so.
              boolean dense = parameter.name().equals("W") && parameter.shape().sizes().length == 2;
              arrays.put(
                  parameter.layer() + "/" + parameter.name(), dense ? array.transpose() : array);
            });
    return arrays;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void threeStepsReachTheSameLosses(Network network, Phase phase) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    double[] wanted =
        Golden.doubles(golden.get("steps").get(phase.optimizer().name()).get("losses"));
    try (CompiledNetwork compiled = compiled(network, phase, golden)) {
      // The first steps of AdaMax and RMSprop have the size of the rate whatever the gradient's, so
      // that ResNet-34 amplifies rounding errors: see GoldenNetworksTest.
      boolean rough = network == Network.RESNET_34 && phase.optimizer() != Optimizer.ADADELTA;
      for (double loss : wanted) {
        assertThat(compiled.train(sample.pixels(), sample.labels()).loss())
            .isCloseTo(loss, within(rough ? 2e-3 : RELATIVE));
      }
    }
  }

  static Stream<Arguments> optimizers() {
    return Stream.of(Network.values())
        .flatMap(
            network ->
                Stream.of(
                        new Phase(Optimizer.ADADELTA, 1, 1),
                        new Phase(Optimizer.ADAMAX, 0.002, 1),
                        new Phase(Optimizer.RMSPROP, 1e-4, 1))
                    .map(phase -> Arguments.of(network, phase)));
  }

  @ParameterizedTest
  @EnumSource(value = Network.class, names = "RESNET_34")
  void batchNormalisationKeepsTheSameRunningStatistics(Network network) throws IOException {
    JsonNode golden = GoldenNetwork.golden(network);
    ComputationGraph graph = GoldenNetwork.graph(network, ANY, golden, DataType.FLOAT);
    try (CompiledNetwork compiled = CompiledNetwork.of(graph, 4, 32, new OneDnnDevice(1))) {
      compiled.train(sample.pixels(), sample.labels());

      compiled.store().close();
    }

    GoldenNetwork.assertSame(GoldenNetwork.parameters(graph), golden.get("running"), RELATIVE);
  }

  private CompiledNetwork compiled(Network network, Phase phase, JsonNode golden) {
    return CompiledNetwork.of(
        GoldenNetwork.graph(network, phase, golden, DataType.FLOAT),
        sample.images(),
        32,
        new OneDnnDevice(1));
  }
}
