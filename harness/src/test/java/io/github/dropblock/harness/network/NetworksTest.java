package io.github.dropblock.harness.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.Golden;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.Dropout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworksTest {
  private final INDArray images = Golden.drawn(1001, 4, 3, 32, 32).mul(2);
  private final INDArray labels = Nd4j.create(new float[] {0, 1, 1, 0}, new long[] {4, 1}, 'c');

  @ParameterizedTest
  @CsvSource({"ALEXNET, 3747200, 256", "RESNET_34, 21284672, 512", "VGG_16, 14714688, 512"})
  void theTrunkHasThePublishedWeightsAndTheHeadThePapers(
      Network network, long weights, int channels) {
    ComputationGraph graph =
        Networks.build(
            Specs.of(network, Regularizer.NONE, 1, 5, new Phase(Optimizer.RMSPROP, 1e-4, 1)));

    long trunk = 0;
    for (Layer layer : graph.getLayers()) {
      trunk += Networks.inTrunk(layer.conf().getLayer().getLayerName()) ? learned(layer) : 0;
    }
    assertThat(trunk).isEqualTo(weights);
    assertThat(graph.getLayer("fc").getParam("W").shape()).containsExactly(channels, 4096);
    assertThat(graph.getLayer("output").getParam("W").shape()).containsExactly(4096, 1);
    graph.close();
  }

  /** Running statistics are parameters to DL4J. */
  private static long learned(Layer layer) {
    return layer.paramTable().entrySet().stream()
        .filter(parameter -> !List.of("mean", "log10stdev", "var").contains(parameter.getKey()))
        .mapToLong(parameter -> parameter.getValue().length())
        .sum();
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void nothingRegularisesTheArmWithoutRegularizers(Network network) {
    for (var layer : layers(network, Regularizer.NONE)) {
      assertThat(layer.getIDropout()).as(layer.getLayerName()).isNull();
      assertNothingHidden(layer);
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void dropoutFollowsTheFullyConnectedLayerOnly(Network network) {
    List<String> dropped = new ArrayList<>();
    for (var layer : layers(network, Regularizer.DROPOUT)) {
      assertNothingHidden(layer);
      if (layer.getIDropout() != null) {
        assertThat(layer).isInstanceOf(DropoutLayer.class);
        assertThat(layer.getIDropout())
            .isInstanceOfSatisfying(
                Dropout.class, each -> assertThat(each.getRate()).isEqualTo(0.5));
        dropped.add(layer.getLayerName());
      }
    }

    assertThat(dropped).containsExactly("dropout");
    ComputationGraph graph = Networks.build(Specs.narrow(network, Regularizer.DROPOUT));
    assertThat(graph.getConfiguration().getVertexInputs())
        .containsEntry("dropout", List.of("fc"))
        .containsEntry("output", List.of("dropout"));
  }

  private static List<org.deeplearning4j.nn.conf.layers.Layer> layers(
      Network network, Regularizer regularizer) {
    ComputationGraph graph = Networks.build(Specs.narrow(network, regularizer));
    List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>();
    for (Layer layer : graph.getLayers()) {
      layers.add(layer.conf().getLayer());
    }
    return layers;
  }

  private static void assertNothingHidden(org.deeplearning4j.nn.conf.layers.Layer layer) {
    assertThat(layer.getConstraints()).as(layer.getLayerName()).isNullOrEmpty();
    if (layer instanceof BaseLayer weights) {
      assertThat(weights.getRegularization()).isNullOrEmpty();
      assertThat(weights.getRegularizationBias()).isNullOrEmpty();
      assertThat(weights.getWeightNoise()).isNull();
      assertThat(weights.getGradientNormalization()).isIn(null, GradientNormalization.None);
    }
  }

  @Test
  void dropBlockActsAfterConvolutionsThePapersShallowAndMiddleLayers() {
    assertThat(places(Network.ALEXNET))
        .containsExactlyInAnyOrder("conv1", "conv2", "conv3", "conv4", "conv5");
    assertThat(places(Network.VGG_16))
        .containsExactlyInAnyOrder(
            "block1-conv2", "block2-conv2", "block3-conv3", "block4-conv3", "block5-conv3");
    assertThat(places(Network.RESNET_34))
        .hasSize(3 + 4 + 6 + 3)
        .allSatisfy(name -> assertThat(name).matches("stage[1234]-block\\d"));
  }

  private static Iterable<String> places(Network network) {
    return Networks.dropBlocks(Networks.build(Specs.narrow(network, Regularizer.DROPOUT_DROPBLOCK)))
        .keySet();
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void noTwoPlacesShareADropBlockOrItsSeed(Network network) {
    var dropBlocks =
        Networks.dropBlocks(Networks.build(Specs.narrow(network, Regularizer.DROPBLOCK))).values();

    assertThat(dropBlocks).extracting(System::identityHashCode).doesNotHaveDuplicates();
    assertThat(dropBlocks).extracting(DropBlock::getSeed).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void anotherPhaseDrawsOtherBlocks(Network network) {
    Phase phase = new Phase(Optimizer.RMSPROP, 1e-4, 1);
    NetworkSpec spec = Specs.of(network, Regularizer.DROPBLOCK, Specs.NARROW, 5, phase, phase);

    assertThat(Networks.dropBlocks(Networks.build(spec)))
        .isNotEqualTo(Networks.dropBlocks(Networks.build(spec.inPhase(1))));
  }

  /** So they differ by what is dropped besides, and by nothing else. */
  @ParameterizedTest
  @EnumSource(Network.class)
  void theArmsOfASeedDropTheSameUnitsAndBlocks(Network network) {
    ComputationGraph both = Networks.build(Specs.narrow(network, Regularizer.DROPOUT_DROPBLOCK));

    assertThat(dropout(both))
        .isEqualTo(dropout(Networks.build(Specs.narrow(network, Regularizer.DROPOUT))));
    assertThat(Networks.dropBlocks(both))
        .isEqualTo(
            Networks.dropBlocks(Networks.build(Specs.narrow(network, Regularizer.DROPBLOCK))));
    assertThat(Networks.dropBlocks(both).values())
        .extracting(DropBlock::getSeed)
        .doesNotContain(dropout(both).getSeed());
  }

  private static Dropout dropout(ComputationGraph graph) {
    return (Dropout) graph.getLayer("dropout").conf().getLayer().getIDropout();
  }

  /** In DL4J's workspaces, where memory is used again between the passes. */
  @Test
  void theHeadDropsTheUnitsOfTheStep() {
    ComputationGraph graph = Networks.build(Specs.narrow(Network.ALEXNET, Regularizer.DROPOUT));
    for (int step = 0; step < 3; step++) {
      INDArray units = graph.feedForward(images, false).get("fc");
      float[] factors = dropout(graph).draw(4, (int) units.size(1), step).factors();
      assertThat(inTraining(graph, "dropout"))
          .isEqualTo(units.mul(Nd4j.createFromArray(factors).reshape(units.shape())));
      fit(graph);
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void theArmsStartWithTheSameWeightsAndInferAlike(Network network) {
    ComputationGraph none = Networks.build(Specs.narrow(network, Regularizer.NONE));
    ComputationGraph both = Networks.build(Specs.narrow(network, Regularizer.DROPOUT_DROPBLOCK));

    assertThat(both.paramTable()).isEqualTo(none.paramTable());
    assertThat(both.outputSingle(false, images).toDoubleVector())
        .isEqualTo(none.outputSingle(false, images).toDoubleVector());
    assertThat(Networks.dropBlocks(both).values())
        .allSatisfy(dropBlock -> assertThat(dropBlock.tally().kept()).isNaN());
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void whatIsStoredOfANetworkReadsBackTheSame(Network network) {
    NetworkSpec spec =
        Specs.of(
            network,
            Regularizer.DROPOUT_DROPBLOCK,
            Specs.NARROW,
            1,
            new Phase(Optimizer.RMSPROP, 1e-4, 1));
    ComputationGraph graph = Networks.build(spec);

    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
    ComputationGraph again = new ComputationGraph(read);
    again.init(graph.params(), true);

    assertThat(read).isEqualTo(graph.getConfiguration());
    assertThat(Networks.dropBlocks(again)).isEqualTo(Networks.dropBlocks(graph)).isNotEmpty();
    fit(graph);
    fit(again);
    assertThat(kept(again)).isEqualTo(kept(graph));
  }

  private static List<Double> kept(ComputationGraph graph) {
    return Networks.dropBlocks(graph).values().stream()
        .map(dropBlock -> dropBlock.tally().kept())
        .toList();
  }

  @Test
  void dropBlockActsInFrozenBlocksAndDrawsAnewEveryStep() {
    ComputationGraph graph = Networks.build(frozen(Regularizer.DROPBLOCK));

    INDArray first = inTraining(graph, "block1-conv2-dropblock");
    INDArray inferred = graph.feedForward(images, false).get("block1-conv2-dropblock");
    INDArray again = inTraining(graph, "block1-conv2-dropblock");
    fit(graph);
    INDArray next = inTraining(graph, "block1-conv2-dropblock");

    DropBlock dropBlock = Networks.dropBlocks(graph).get("block1-conv2");
    assertThat(dropBlock.tally().kept())
        .isCloseTo(DropBlock.expectedKeep(dropBlock.tally().gamma(), 7, 32, 32), within(0.05));
    assertThat(first.eq(0).castTo(DataType.INT32).sumNumber().intValue())
        .isGreaterThan(inferred.eq(0).castTo(DataType.INT32).sumNumber().intValue());
    assertThat(again).isEqualTo(first);
    assertThat(next.equals(first)).isFalse();
  }

  private INDArray inTraining(ComputationGraph graph, String layer) {
    return graph.feedForward(new INDArray[] {images}, true, false).get(layer).dup();
  }

  @ParameterizedTest
  @EnumSource(Regularizer.class)
  void frozenBlocksKeepTheirWeightsAndTheOthersLearn(Regularizer regularizer) {
    ComputationGraph graph = Networks.build(frozen(regularizer));
    INDArray before = graph.params().dup();
    Map<String, INDArray> initial = graph.paramTable();
    initial.replaceAll((name, array) -> array.dup());

    fit(graph);

    assertThat(graph.params().equals(before)).isFalse();
    graph
        .paramTable()
        .forEach(
            (name, array) ->
                assertThat(array.equals(initial.get(name)))
                    .as(name)
                    .isEqualTo(name.matches("block[1-4].*")));
  }

  private static NetworkSpec frozen(Regularizer regularizer) {
    return Specs.of(
        Network.VGG_16, regularizer, Specs.NARROW, 1, new Phase(Optimizer.ADAMAX, 1e-2, 1));
  }

  private void fit(ComputationGraph graph) {
    graph.fit(new INDArray[] {images}, new INDArray[] {labels});
  }

  /** The change of the loss along a random direction, against the gradient's part in it. */
  @ParameterizedTest
  @EnumSource(Network.class)
  void gradientsThroughDroppingAreThoseOfTheLoss(Network network) {
    ComputationGraph graph =
        Networks.build(Specs.narrow(network, Regularizer.DROPOUT_DROPBLOCK), DataType.DOUBLE);
    graph.setInputs(images.castTo(DataType.DOUBLE));
    graph.setLabels(labels.castTo(DataType.DOUBLE));
    // Biases of 0 would leave the convolutions of dropped blocks at ReLU's kink.
    INDArray start =
        graph.params().add(Nd4j.randn(DataType.DOUBLE, graph.params().shape()).mul(0.05));
    graph.setParams(start);
    graph.computeGradientAndScore();
    double atStart = graph.score();
    INDArray gradient = graph.gradient().gradient().dup().divi(4);
    INDArray direction = trained(graph, Nd4j.randn(DataType.DOUBLE, start.shape()));
    double step = 1e-8;

    double change =
        (loss(graph, start.add(direction.mul(step))) - loss(graph, start.sub(direction.mul(step))))
            / (2 * step);

    assertThat(loss(graph, start)).as("the same mask every time").isEqualTo(atStart);
    double expected = gradient.mul(direction).sumNumber().doubleValue();
    assertThat(change).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
  }

  /** Running statistics get pseudo-gradients in DL4J. */
  private static INDArray trained(ComputationGraph graph, INDArray direction) {
    ComputationGraph masks = graph.clone();
    masks.setParams(direction);
    masks
        .paramTable()
        .forEach(
            (name, array) -> {
              if (name.endsWith("_mean") || name.endsWith("_log10stdev")) {
                array.assign(0);
              }
            });
    return masks.params();
  }

  private static double loss(ComputationGraph graph, INDArray parameters) {
    graph.setParams(parameters);
    graph.computeGradientAndScore();
    return graph.score();
  }

  /** Cross-entropy's gradient at the output unit is the probability less the label. */
  @Test
  void aConfidentMistakeIsLearntFromInFull() {
    ComputationGraph graph = Networks.build(Specs.narrow(Network.VGG_16, Regularizer.NONE));
    graph.getLayer("output").getParam("W").assign(0);
    graph.getLayer("output").getParam("b").assign(40);
    graph.setInputs(images);
    graph.setLabels(labels);

    graph.computeGradientAndScore();

    double mistakes = 2;
    assertThat(graph.gradient().getGradientFor("output_b").getDouble(0))
        .isCloseTo(mistakes, within(1e-6));
  }

  @Test
  void adaDeltaTakesNoOtherRateThanOne() {
    NetworkSpec spec =
        Specs.of(Network.ALEXNET, Regularizer.NONE, 0.1, 5, new Phase(Optimizer.ADADELTA, 0.5, 1));

    assertThatThrownBy(() -> Networks.build(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AdaDelta's learning rate is 0.5; DL4J's AdaDelta has none, so it must be 1");
  }
}
