package io.github.dropblock.harness.network;

import io.github.dropblock.harness.regularize.Dropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The paper's head (§1.3): the features of each channel averaged (512 of VGG-16 and ResNet-34), a
 * fully connected layer of 4,096 units, Dropout, and one output unit under binary cross-entropy
 * (Eq. 6). A source task of more classes has a softmax output instead.
 */
final class ClassifierHead {
  static final String UNITS = "fc";
  static final String OUTPUT = "output";

  private ClassifierHead() {}

  static void assemble(Assembly net, String features) {
    String x =
        net.add("average", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), features);
    x =
        net.add(
            UNITS,
            new DenseLayer.Builder().nOut(net.scaled(4096)).activation(Activation.RELU).build(),
            x);
    long seed = net.seedOfNextPlace();
    if (net.spec().regularizer().dropsUnits()) {
      Dropout dropout = new Dropout(net.spec().training().dropoutRate(), seed);
      x = net.add("dropout", new DropoutLayer(dropout), x);
    }
    net.add(OUTPUT, output(net.spec().classes()), x);
    net.output(OUTPUT);
  }

  private static OutputLayer output(int classes) {
    OutputLayer.Builder layer =
        classes == 2
            ? new OutputLayer.Builder(new BinaryCrossEntropy())
                .activation(Activation.SIGMOID)
                .nOut(1)
            : new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(classes);
    return layer.weightInit(WeightInit.XAVIER).build();
  }
}
