package io.github.dropblock.harness.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.Networks;
import io.github.dropblock.harness.network.Specs;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class PlanTest {
  private static final Shape PIXELS = new Shape(4, 3, 32, 32);
  private static final Phase PHASE = new Phase(Optimizer.RMSPROP, 1e-4, 1);

  @ParameterizedTest
  @EnumSource(Network.class)
  void hasEveryParameterOfTheGraphOnce(Network network) {
    ComputationGraph graph = Networks.build(Specs.narrow(network, Regularizer.NONE));

    Plan plan = Plan.of(graph, PIXELS);

    assertThat(plan.parameters()).doesNotHaveDuplicates();
    assertThat(plan.parameters().stream().mapToLong(Parameter::length).sum())
        .isEqualTo(graph.numParams());
    assertThat(plan.scores().shape()).isEqualTo(new Shape(4, 1));
  }

  @Test
  void belowFrozenBlocksThereIsNoGradient() {
    ComputationGraph graph =
        Networks.build(
            Specs.of(
                Network.VGG_16, Regularizer.parse("dropout-dropblock"), Specs.NARROW, 2, PHASE));

    Plan plan = Plan.of(graph, PIXELS);

    assertThat(plan.backward())
        .extracting(Operation::name)
        .contains("block4-conv1", "block5-conv3", "fc", "output")
        .noneMatch(name -> name.startsWith("block3"));
    assertThat(plan.parameters())
        .filteredOn(Parameter::trained)
        .extracting(Parameter::layer)
        .noneMatch(layer -> layer.matches("block[123].*"));
    assertThat(plan.forward())
        .filteredOn(Operation.BlockDropping.class::isInstance)
        .as("blocks are dropped in frozen layers too")
        .hasSize(5);
  }

  @Test
  void otherBatchesHaveTheSameParameters() {
    Plan plan = Plan.of(Networks.build(Specs.narrow(Network.RESNET_34, Regularizer.NONE)), PIXELS);

    Plan one = plan.ofImages(1);

    assertThat(one.parameters()).isEqualTo(plan.parameters());
    assertThat(one.input().shape()).isEqualTo(new Shape(1, 3, 32, 32));
    assertThat(one.scores().shape()).isEqualTo(new Shape(1, 1));
    assertThat(one.forward()).hasSameSizeAs(plan.forward());
  }

  static Stream<Arguments> unknown() {
    return Stream.of(
        Arguments.of(
            "layer here: a compiled step knows no activation tanh",
            convolution().activation(Activation.TANH).build(),
            new AdaDelta()),
        Arguments.of(
            "layer here: a compiled step knows no convolution that is dilated",
            convolution().dilation(2, 2).build(),
            new AdaDelta()),
        Arguments.of(
            "layer here: a compiled step knows no weight decay",
            convolution().activation(Activation.RELU).l2(0.1).build(),
            new AdaDelta()),
        Arguments.of(
            "layer here: a compiled step knows no dropout inside a layer",
            convolution().activation(Activation.RELU).dropOut(0.5).build(),
            new AdaDelta()),
        Arguments.of(
            "layer here: a compiled step knows no optimiser Nesterovs",
            convolution().activation(Activation.RELU).build(),
            new Nesterovs(0.1)),
        Arguments.of(
            "layer here: a compiled step knows no pooling other than the maximum",
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG).build(),
            new AdaDelta()),
        Arguments.of(
            "layer here: a compiled step knows no ActivationLayer",
            new ActivationLayer.Builder().activation(Activation.RELU).build(),
            new AdaDelta()),
        Arguments.of(
            "layer here: a compiled step knows no Dropout", new DropoutLayer(0.5), new AdaDelta()));
  }

  private static ConvolutionLayer.Builder convolution() {
    return new ConvolutionLayer.Builder(3, 3).nOut(16);
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void whatItDoesNotKnowIsRefusedByName(String said, Layer layer, IUpdater updater) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(updater)
                .graphBuilder()
                .addInputs("input")
                .addLayer("here", layer, "input")
                .addLayer("average", new GlobalPoolingLayer(PoolingType.AVG), "here")
                .addLayer(
                    "output",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nOut(3)
                        .build(),
                    "average")
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(32, 32, 3))
                .build());
    graph.init();

    assertThatThrownBy(() -> Plan.of(graph, PIXELS))
        .isInstanceOf(UnknownOperationException.class)
        .hasMessageStartingWith(said)
        .satisfies(Helped.by(Remedy.USE_DL4J_STEP));
  }

  @Test
  void noOperationComesBeforeWhatItTakesIn() {
    Plan plan =
        Plan.of(
            Networks.build(Specs.narrow(Network.RESNET_34, Regularizer.parse("dropout-dropblock"))),
            PIXELS);
    List<Operation> operations = plan.forward();

    for (int i = 0; i < operations.size(); i++) {
      List<Value> known =
          Stream.concat(
                  Stream.of(plan.input()), operations.subList(0, i).stream().map(Operation::output))
              .toList();
      assertThat(known).containsAll(operations.get(i).inputs());
    }
  }
}
