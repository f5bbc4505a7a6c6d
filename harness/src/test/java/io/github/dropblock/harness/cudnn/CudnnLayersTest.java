package io.github.dropblock.harness.cudnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.Golden;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** One layer at a time, by the helpers on a stand-in for cuDNN, against DL4J without any helper. */
class CudnnLayersTest {
  private static final String NO_HELPERS = "org.eclipse.deeplearning4j.helpers.disable";
  private static final double FLOATS = 2e-5;

  private final INDArray images = Golden.drawn(1, 3, 4, 13, 10);
  private final INDArray labels = Golden.drawn(2, 3, 2);

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("3 x 3, ReLU", convolution(3, 1, 1).build()),
        Arguments.of("11 x 11, stride 4", convolution(7, 4, 2).build()),
        Arguments.of("1 x 1, stride 2", convolution(1, 2, 0).build()),
        Arguments.of("dilated", convolution(3, 2, 2).dilation(2, 2).build()),
        Arguments.of(
            "another kernel along each side",
            new ConvolutionLayer.Builder(new int[] {5, 2}, new int[] {2, 1}, new int[] {2, 0})
                .nOut(6)
                .activation(Activation.RELU)
                .build()),
        Arguments.of("without bias", convolution(3, 1, 1).hasBias(false).build()),
        Arguments.of(
            "bias, no activation", convolution(3, 1, 1).activation(Activation.IDENTITY).build()),
        Arguments.of(
            "neither bias nor activation",
            convolution(3, 2, 1).hasBias(false).activation(Activation.IDENTITY).build()),
        Arguments.of("tanh", convolution(3, 1, 1).activation(Activation.TANH).build()),
        Arguments.of("leaky ReLU", convolution(3, 1, 1).activation(Activation.LEAKYRELU).build()),
        Arguments.of(
            "mode Same, alike at both ends",
            convolution(3, 1, 0).convolutionMode(ConvolutionMode.Same).build()),
        Arguments.of(
            "mode Same, not alike at both ends",
            convolution(2, 2, 0).convolutionMode(ConvolutionMode.Same).build()),
        Arguments.of("maxima", pooling(PoolingType.MAX, 2, 2, 0).build()),
        Arguments.of("overlapping maxima", pooling(PoolingType.MAX, 3, 2, 1).build()),
        Arguments.of("means", pooling(PoolingType.AVG, 3, 2, 1).build()),
        Arguments.of(
            "means over padding, too",
            pooling(PoolingType.AVG, 3, 2, 1).avgPoolIncludePadInDivisor(true).build()),
        Arguments.of(
            "maxima, mode Same, not alike at both ends",
            pooling(PoolingType.MAX, 2, 2, 0).convolutionMode(ConvolutionMode.Same).build()),
        Arguments.of("norms", pooling(PoolingType.PNORM, 2, 2, 0).pnorm(2).build()),
        Arguments.of("batch normalisation", new BatchNormalization.Builder().build()),
        Arguments.of(
            "batch normalisation that keeps the variance itself",
            new BatchNormalization.Builder().useLogStd(false).eps(1e-3).decay(0.7).build()),
        Arguments.of(
            "batch normalisation with fixed scale",
            new BatchNormalization.Builder().lockGammaBeta(true).gamma(2).beta(0.5).build()));
  }

  private static ConvolutionLayer.Builder convolution(int kernel, int stride, int padding) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .nOut(6)
        .activation(Activation.RELU);
  }

  private static SubsamplingLayer.Builder pooling(
      PoolingType type, int kernel, int stride, int padding) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void computesWhatDeeplearning4jComputes(String name, Layer layer) {
    MultiLayerNetwork expected = network(layer);
    MultiLayerNetwork helped = network(layer);
    attach(helped, StandIn.open(false));

    assertEqual(helped.output(images), expected.output(images));
    for (int step = 0; step < 3; step++) {
      Pair<Gradient, INDArray> gradient = helped.calculateGradients(images, labels, null, null);
      Pair<Gradient, INDArray> ofDl4j = expected.calculateGradients(images, labels, null, null);
      assertEqual(gradient.getSecond(), ofDl4j.getSecond());
      assertEqual(gradient.getFirst().gradient(), ofDl4j.getFirst().gradient());
      helped.fit(images, labels);
      expected.fit(images, labels);
      assertEqual(helped.params(), expected.params());
    }
    assertEqual(helped.output(images), expected.output(images));
  }

  @Test
  void anUnfusedBiasAndActivationGiveTheSame() {
    MultiLayerNetwork fused = network(convolution(3, 1, 1).build());
    attach(fused, StandIn.open(false));
    INDArray output = fused.output(images);
    int added = StandIn.calls("cudnnAddTensor");

    MultiLayerNetwork unfused = network(convolution(3, 1, 1).build());
    attach(unfused, StandIn.open(false));
    StandIn.set("refuse_fused", 1);
    int tried = StandIn.calls("cudnnConvolutionBiasActivationForward");
    assertEqual(unfused.output(images), output);
    assertEqual(unfused.output(images), output);

    assertThat(StandIn.calls("cudnnAddTensor")).isEqualTo(added + 2);
    assertThat(StandIn.calls("cudnnConvolutionBiasActivationForward")).isEqualTo(tried + 1);
  }

  @Test
  void withoutActivationOnlyOneAlgorithmIsFused() {
    MultiLayerNetwork network =
        network(convolution(3, 1, 1).activation(Activation.IDENTITY).build());
    MultiLayerNetwork expected =
        network(convolution(3, 1, 1).activation(Activation.IDENTITY).build());
    attach(network, StandIn.open(false));
    StandIn.set("fastest_forward", 7);
    int tried = StandIn.calls("cudnnConvolutionBiasActivationForward");

    assertEqual(network.output(images), expected.output(images));

    assertThat(StandIn.calls("cudnnConvolutionBiasActivationForward")).isEqualTo(tried);
  }

  @Test
  void roundsToTensorFloat32OnlyWhereThatIsAllowed() {
    MultiLayerNetwork expected = network(convolution(3, 1, 1).build());
    MultiLayerNetwork rounded = network(convolution(3, 1, 1).build());
    attach(rounded, StandIn.open(true));

    double difference = distance(rounded.output(images), expected.output(images));

    assertThat(difference).isGreaterThan(FLOATS).isLessThan(0.02);
  }

  @Test
  void aFrozenLayerIsHelpedToo() {
    Layer layer = new FrozenLayer(convolution(3, 1, 1).build());
    MultiLayerNetwork expected = network(layer);
    MultiLayerNetwork helped = network(layer);
    attach(helped, StandIn.open(false));
    int fused = StandIn.calls("cudnnConvolutionBiasActivationForward");

    helped.fit(images, labels);
    expected.fit(images, labels);

    assertEqual(helped.params(), expected.params());
    assertThat(StandIn.calls("cudnnConvolutionBiasActivationForward")).isEqualTo(fused + 1);
  }

  /** As the last batch of a small data set may be, after the last stage of a network. */
  @Test
  void aBatchOfASingleCellHasAVarianceOfZero() {
    INDArray cell = Golden.drawn(3, 1, 4, 1, 1);
    INDArray label = Golden.drawn(4, 1, 2);
    Layer layer = new BatchNormalization.Builder().build();
    MultiLayerNetwork expected = network(layer, 1, 1);
    MultiLayerNetwork helped = network(layer, 1, 1);
    attach(helped, StandIn.open(false));

    helped.fit(cell, label);
    expected.fit(cell, label);

    assertEqual(helped.params(), expected.params());
  }

  /** Mistakes in the order of strides show in no other layout. */
  @Test
  void anInputInAnyOrderOfItsNumbersGivesTheSame() {
    INDArray permuted = images.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
    assertThat(permuted.stride()).isNotEqualTo(images.stride());
    for (Layer layer :
        new Layer[] {
          convolution(3, 1, 1).build(),
          pooling(PoolingType.MAX, 2, 2, 0).build(),
          new BatchNormalization.Builder().build()
        }) {
      MultiLayerNetwork network = network(layer);
      attach(network, StandIn.open(false));
      INDArray part = Nd4j.concat(0, images, images).get(interval(3, 6));

      assertEqual(network.output(permuted), network.output(images));
      assertEqual(network.output(part), network.output(images));
    }
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex interval(int from, int to) {
    return org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to);
  }

  @Test
  void whatCudnnRefusesIsAnErrorAndNeverASlowRun() {
    MultiLayerNetwork network = network(convolution(3, 1, 1).build());
    attach(network, StandIn.open(false));
    StandIn.set("no_memory", 1);

    assertThatThrownBy(() -> network.output(images))
        .isInstanceOf(CudnnException.class)
        .hasMessage(
            "Failed to allocate device memory: cudnnConvolutionBiasActivationForward, for [3, 4, 13, 10] by 6 filters of 3 x 3, stride 1 x 1, padding 1 x 1");
  }

  @Test
  void aNetworkInAnotherPrecisionIsRefused() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(configuration(convolution(3, 1, 1).build(), DataType.DOUBLE, 13, 10));
    network.init();
    attach(network, StandIn.open(false));

    assertThatThrownBy(() -> network.output(images))
        .hasRootCauseMessage(
            "cuDNN is used for networks in FLOAT, and this one computes in DOUBLE");
  }

  private static void attach(MultiLayerNetwork network, Cudnn cudnn) {
    for (org.deeplearning4j.nn.api.Layer layer : network.getLayers()) {
      CudnnHelpers.attach(layer, cudnn, true);
    }
  }

  private static MultiLayerNetwork network(Layer layer) {
    return network(layer, 13, 10);
  }

  private static MultiLayerNetwork network(Layer layer, int height, int width) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(configuration(layer.clone(), DataType.FLOAT, height, width));
    // oneDNN's leave padding out of means where DL4J counts it.
    String before = System.getProperty(NO_HELPERS, "true");
    System.setProperty(NO_HELPERS, "true");
    network.init();
    System.setProperty(NO_HELPERS, before);
    // Zero as they begin, biases would hide mistakes.
    INDArray drawn = Golden.drawn(5, 1, (int) network.numParams()).mul(0.3);
    for (int i = 0; i < network.getLayers().length; i++) {
      network
          .getLayer(i)
          .paramTable()
          .forEach(
              (name, values) -> {
                if (!name.equals("mean") && !name.equals("log10stdev") && !name.equals("var")) {
                  values.addi(
                      drawn
                          .get(interval(0, 1), interval(0, (int) values.length()))
                          .reshape(values.shape()));
                }
              });
    }
    return network;
  }

  private static MultiLayerConfiguration configuration(
      Layer layer, DataType precision, int height, int width) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .dataType(precision)
        .updater(new Sgd(0.1))
        .weightInit(WeightInit.XAVIER)
        .list()
        .layer(layer)
        .layer(
            new OutputLayer.Builder(LossFunction.MSE)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build())
        .setInputType(InputType.convolutional(height, width, 4))
        .build();
  }

  private static void assertEqual(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double size = Math.max(1, expected.amaxNumber().doubleValue());
    assertThat(distance(actual, expected) / size).isCloseTo(0, within(FLOATS));
  }

  private static double distance(INDArray one, INDArray other) {
    return one.sub(other).amaxNumber().doubleValue();
  }
}
