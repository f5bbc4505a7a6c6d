package io.github.dropblock.harness.cudnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.Golden;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.network.Specs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The paper's networks, narrow, by the helpers on a stand-in for cuDNN, against DL4J on the CPU.
 */
class CudnnNetworksTest {
  private static final List<String> SEARCHES =
      List.of(
          "cudnnGetConvolutionForwardAlgorithm_v7",
          "cudnnGetConvolutionBackwardDataAlgorithm_v7",
          "cudnnGetConvolutionBackwardFilterAlgorithm_v7",
          "cudnnGetConvolutionForwardWorkspaceSize",
          "cudnnGetConvolutionBackwardDataWorkspaceSize",
          "cudnnGetConvolutionBackwardFilterWorkspaceSize");
  private static final List<String> PREPARATIONS =
      List.of(
          "cudnnCreate",
          "cudnnSetStream",
          "cudnnCreateTensorDescriptor",
          "cudnnCreateFilterDescriptor",
          "cudnnCreateConvolutionDescriptor",
          "cudnnCreatePoolingDescriptor",
          "cudnnCreateActivationDescriptor");

  private final INDArray images = Golden.drawn(1001, 4, 3, 32, 32).mul(2);
  private final INDArray labels = Nd4j.create(new float[] {0, 1, 1, 0}, new long[] {4, 1}, 'c');

  @ParameterizedTest
  @EnumSource(Network.class)
  void theForwardPassTheGradientsAndTenStepsAreThoseOfTheCpu(Network network) {
    NetworkSpec spec = spec(network, Regularizer.DROPOUT_DROPBLOCK);
    ComputationGraph expected = Networks.build(spec);
    ComputationGraph helped = Networks.build(spec);
    CudnnHelpers.attach(helped, StandIn.open(false));

    assertThat(distance(helped.outputSingle(images), expected.outputSingle(images)))
        .isLessThan(1e-5);
    Map<String, INDArray> gradients = gradients(expected);
    gradients(helped)
        .forEach(
            (name, gradient) -> {
              double size = Math.max(1e-3, gradients.get(name).amaxNumber().doubleValue());
              assertThat(distance(gradient, gradients.get(name)) / size).as(name).isLessThan(1e-3);
            });
    for (int step = 0; step < 10; step++) {
      assertThat(loss(helped)).as("step %d", step).isCloseTo(loss(expected), within(1e-3));
    }
    assertThat(distance(helped.outputSingle(images), expected.outputSingle(images)))
        .isLessThan(1e-2);
  }

  private Map<String, INDArray> gradients(ComputationGraph graph) {
    graph.setInputs(images);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    return new TreeMap<>(graph.gradient().gradientForVariable());
  }

  private double loss(ComputationGraph graph) {
    graph.fit(new DataSet(images, labels));
    return graph.score();
  }

  @Test
  void algorithmsAreChosenAndDescriptorsMadeInTheFirstStepOnly() {
    Cudnn cudnn = StandIn.open(false);
    ComputationGraph graph = Networks.build(spec(Network.RESNET_34, Regularizer.DROPBLOCK));
    CudnnHelpers.attach(graph, cudnn);
    Map<String, Integer> none = calls(SEARCHES);
    loss(graph);

    // One for each shape: narrow as they are, its 36 convolutions have 11. None asks for the
    // gradient
    // at the images.
    assertThat(since(none))
        .allSatisfy(
            (function, count) ->
                assertThat(count)
                    .as(function)
                    .isEqualTo(function.contains("BackwardData") ? 10 : 11));
    Map<String, Integer> searches = calls(SEARCHES);
    Map<String, Integer> preparations = calls(PREPARATIONS);
    loss(graph);
    loss(graph);
    assertThat(calls(SEARCHES)).isEqualTo(searches);
    assertThat(calls(PREPARATIONS)).isEqualTo(preparations);
    assertThat(cudnn.copies()).isZero();
  }

  /** DL4J alone computes each convolution of a training step twice. */
  @Test
  void aStepTakesOneCallPerLayerAndPass() {
    ComputationGraph graph = Networks.build(spec(Network.ALEXNET, Regularizer.DROPBLOCK));
    CudnnHelpers.attach(graph, StandIn.open(false));
    List<String> functions =
        List.of(
            "cudnnConvolutionBiasActivationForward",
            "cudnnConvolutionForward",
            "cudnnAddTensor",
            "cudnnActivationForward",
            "cudnnConvolutionBackwardBias",
            "cudnnConvolutionBackwardFilter",
            "cudnnConvolutionBackwardData",
            "cudnnActivationBackward",
            "cudnnPoolingForward",
            "cudnnPoolingBackward");
    Map<String, Integer> before = calls(functions);
    loss(graph);

    assertThat(since(before))
        .containsEntry("cudnnConvolutionBiasActivationForward", 5)
        .containsEntry("cudnnConvolutionForward", 0)
        .containsEntry("cudnnAddTensor", 0)
        .containsEntry("cudnnActivationForward", 0)
        .containsEntry("cudnnConvolutionBackwardBias", 5)
        .containsEntry("cudnnConvolutionBackwardFilter", 5)
        // Not at the images.
        .containsEntry("cudnnConvolutionBackwardData", 4)
        // Of the convolutions and of the head's hidden layer.
        .containsEntry("cudnnActivationBackward", 6)
        // Once more each for the gradient, which needs the maxima.
        .containsEntry("cudnnPoolingForward", 6)
        .containsEntry("cudnnPoolingBackward", 3);
  }

  /** A checkpoint is read where there is no cuDNN. */
  @Test
  void whatIsStoredOfANetworkDoesNotNameCudnn() {
    ComputationGraph graph = Networks.build(spec(Network.RESNET_34, Regularizer.DROPBLOCK));
    CudnnHelpers.attach(graph, StandIn.open(false));
    loss(graph);

    assertThat(graph.getConfiguration().toJson())
        .contains(ActivationReLU.class.getName())
        .doesNotContain("Cudnn");
  }

  /** Of three, the first one's input comes from a frozen block. */
  @Test
  void nothingIsComputedForFrozenBlocks() {
    NetworkSpec spec =
        Specs.of(
            Network.VGG_16, Regularizer.NONE, Specs.NARROW, 1, new Phase(Optimizer.ADAM, 1e-4, 1));
    ComputationGraph graph = Networks.build(spec);
    CudnnHelpers.attach(graph, StandIn.open(false));
    List<String> functions =
        List.of(
            "cudnnConvolutionBiasActivationForward",
            "cudnnConvolutionBackwardFilter",
            "cudnnConvolutionBackwardData",
            "cudnnPoolingForward");
    Map<String, Integer> before = calls(functions);
    loss(graph);

    assertThat(since(before))
        .containsEntry("cudnnConvolutionBiasActivationForward", 13)
        .containsEntry("cudnnConvolutionBackwardFilter", 3)
        .containsEntry("cudnnConvolutionBackwardData", 2)
        .containsEntry("cudnnPoolingForward", 6);
  }

  /** Training, the last batch of an epoch, and evaluation: shapes come and go, and come again. */
  @Test
  void batchesOfSeveralSizesTakeTurns() {
    NetworkSpec spec = spec(Network.VGG_16, Regularizer.NONE);
    ComputationGraph expected = Networks.build(spec);
    ComputationGraph helped = Networks.build(spec);
    CudnnHelpers.attach(helped, StandIn.open(false));
    for (int size : new int[] {4, 1, 3, 4}) {
      DataSet batch = new DataSet(Golden.drawn(size, size, 3, 32, 32), Nd4j.ones(size, 1));
      helped.fit(batch);
      expected.fit(batch);
      assertThat(helped.score()).isCloseTo(expected.score(), within(1e-4));
      assertThat(distance(helped.outputSingle(images), expected.outputSingle(images)))
          .isLessThan(1e-3);
    }
  }

  private static NetworkSpec spec(Network network, Regularizer regularizer) {
    return Specs.of(network, regularizer, Specs.NARROW, 2, new Phase(Optimizer.ADAM, 1e-4, 1));
  }

  private static Map<String, Integer> calls(List<String> functions) {
    Map<String, Integer> calls = new TreeMap<>();
    functions.forEach(function -> calls.put(function, StandIn.calls(function)));
    return calls;
  }

  private static Map<String, Integer> since(Map<String, Integer> before) {
    Map<String, Integer> since = new TreeMap<>();
    before.forEach((name, count) -> since.put(name, StandIn.calls(name) - count));
    return since;
  }

  private static double distance(INDArray one, INDArray other) {
    return one.sub(other).amaxNumber().doubleValue();
  }
}
