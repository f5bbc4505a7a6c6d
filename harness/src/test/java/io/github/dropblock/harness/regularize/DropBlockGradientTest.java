package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class DropBlockGradientTest {
  /** Deeplearning4j's check insists on it. */
  @BeforeEach
  void computeInDouble() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterEach
  void computeInFloat() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  @ParameterizedTest
  @CsvSource({"3, 0.7", "4, 0.5", "0, 0.8"})
  void passesDeeplearning4jsOwnGradientCheck(int blockSize, double keep) {
    DropBlock dropBlock =
        new DropBlock(new DropBlockSettings(keep, blockSize, KeepSchedule.CONSTANT), 1, 3);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(DataType.DOUBLE)
            .updater(new Sgd(1))
            .activation(Activation.TANH)
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(3).build())
            .layer(new DropoutLayer(dropBlock))
            .layer(new ConvolutionLayer.Builder(2, 2).nOut(2).build())
            .layer(
                new OutputLayer.Builder(LossFunction.XENT)
                    .activation(Activation.SIGMOID)
                    .nOut(1)
                    .build())
            .setInputType(InputType.convolutional(9, 8, 2))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    INDArray images = Nd4j.rand(DataType.DOUBLE, 3, 2, 9, 8);
    INDArray labels = Nd4j.create(new double[] {0, 1, 1}, new long[] {3, 1}, 'c');

    // It wants random numbers restarted at every evaluation; DropBlock's come from the iteration.
    boolean passes =
        GradientCheckUtil.checkGradients(
            new GradientCheckUtil.MLNConfig()
                .net(network)
                .input(images)
                .labels(labels)
                .callEachIter(unchanged -> {}));

    assertThat(passes).isTrue();
    assertThat(dropBlock.tally().kept()).as("share kept").isBetween(0.1, 0.95);
  }
}
