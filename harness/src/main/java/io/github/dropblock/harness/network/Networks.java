package io.github.dropblock.harness.network;

import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Seed;
import io.github.dropblock.harness.regularize.DropBlock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Builds the paper's networks as DL4J graphs. Input: {@code [images, 3, size, size]}; output:
 * {@code [images, 1]}, the probability of class 1, or {@code [images, classes]} for a source task.
 * Nothing regularises but what the specification names: no L2, no constraint, no gradient clipping.
 */
public final class Networks {
  private static final int CHANNELS = 3;
  private static final double KERAS_EPSILON = 1e-7;

  private Networks() {}

  /** A network with initial weights from the specification's seed (He et al. 2015 for ReLU). */
  public static ComputationGraph build(NetworkSpec spec) {
    return build(spec, DataType.FLOAT);
  }

  /** The same in another precision, for gradient checks. */
  static ComputationGraph build(NetworkSpec spec, DataType precision) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(spec.seed())
            .dataType(precision)
            .updater(updater(spec.optimizer()))
            .weightInit(WeightInit.RELU)
            .graphBuilder();
    Assembly net = new Assembly(graph, spec);
    ClassifierHead.assemble(net, trunk(net));
    int size = spec.training().imageSize();
    graph.setInputTypes(InputType.convolutional(size, size, CHANNELS));
    ComputationGraph built = new ComputationGraph(graph.build());
    built.init();
    initialize(built, spec.seed());
    return built;
  }

  /**
   * Draws each layer's weights from a seed of its own. DL4J draws them in an order that a DropBlock
   * changes, so that the arms of an experiment would not start alike.
   */
  private static void initialize(ComputationGraph graph, long seed) {
    for (Layer layer : graph.getLayers()) {
      if (layer.numParams() > 0) {
        String name = layer.conf().getLayer().getLayerName();
        Nd4j.getRandom().setSeed(Seed.derive(seed, name.hashCode()));
        layer.conf().getLayer().initializer().init(layer.conf(), layer.params(), true);
      }
    }
  }

  private static String trunk(Assembly net) {
    return switch (net.spec().network()) {
      case ALEXNET -> AlexNet.assemble(net);
      case RESNET_34 -> ResNet34.assemble(net);
      case VGG_16 -> Vgg16.assemble(net);
    };
  }

  /**
   * As in Keras, of whose defaults the paper's rates are: AdaDelta 1.0, AdaMax 0.002. DL4J's
   * defaults differ, so every number is named.
   */
  private static IUpdater updater(Phase phase) {
    double rate = phase.learningRate();
    return switch (phase.optimizer()) {
      case ADADELTA -> adaDelta(rate);
      case ADAMAX -> new KerasAdaMax(rate, KERAS_EPSILON);
      case RMSPROP -> new KerasRmsProp(rate, KERAS_EPSILON);
      case ADAM -> new Adam(rate, 0.9, 0.999, 1e-8);
    };
  }

  private static AdaDelta adaDelta(double rate) {
    if (rate != 1) {
      throw new IllegalArgumentException(
          "AdaDelta's learning rate is " + rate + "; DL4J's AdaDelta has none, so it must be 1");
    }
    return new AdaDelta(0.95, KERAS_EPSILON);
  }

  /** Names of the layers before the head, which a pretrained network can give its weights to. */
  public static boolean inTrunk(String layer) {
    return !layer.equals(ClassifierHead.UNITS) && !layer.equals(ClassifierHead.OUTPUT);
  }

  /** The layer whose input is the head's activated units, for the accuracy of a training step. */
  public static String output() {
    return ClassifierHead.OUTPUT;
  }

  /**
   * Has a training no longer work out {@link ComputationGraph#score}, so that no step waits for a
   * number. A source task's softmax goes on with it.
   */
  public static void leaveOutScore(ComputationGraph graph) {
    if (graph.getLayer(ClassifierHead.OUTPUT).conf().getLayer() instanceof OutputLayer layer
        && layer.getLossFn() instanceof BinaryCrossEntropy loss) {
      loss.leaveOutScore();
    }
  }

  /** DropBlock at each place, by the name of the layer whose output it drops, in forward order. */
  public static Map<String, DropBlock> dropBlocks(ComputationGraph graph) {
    Map<String, DropBlock> found = new LinkedHashMap<>();
    for (Layer layer : graph.getLayers()) {
      org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
      if (conf instanceof FrozenLayer frozen) {
        conf = frozen.getLayer();
      }
      if (conf.getIDropout() instanceof DropBlock dropBlock) {
        found.put(conf.getLayerName().replace(Assembly.DROPPED, ""), dropBlock);
      }
    }
    return found;
  }
}
