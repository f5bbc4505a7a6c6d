package io.github.dropblock.harness.network;

import io.github.dropblock.harness.experiment.Seed;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.FrozenDropout;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * A graph while it grows, layer after layer. Each method adds one named layer on the output of
 * another and returns the name.
 */
final class Assembly {
  static final String INPUT = "input";
  private static final int MULTIPLE = 16;

  private final GraphBuilder graph;
  private final NetworkSpec spec;
  private boolean frozen;
  private int places;

  Assembly(GraphBuilder graph, NetworkSpec spec) {
    this.graph = graph;
    this.spec = spec;
    graph.addInputs(INPUT);
  }

  NetworkSpec spec() {
    return spec;
  }

  /** Layers added from here on keep their weights, or no longer. */
  void freeze(boolean from) {
    frozen = from;
  }

  /**
   * A published number of channels or units, times the width factor, to the nearest multiple of 16:
   * oneDNN lays channels out in blocks of 8 or 16. Published numbers are such multiples.
   */
  int scaled(int published) {
    return Math.max(
        MULTIPLE, (int) Math.round(published * spec.training().width() / MULTIPLE) * MULTIPLE);
  }

  String convolution(String name, String from, int filters, int kernel, int stride, int padding) {
    return add(name, convolution(filters, kernel, stride, padding, Activation.RELU, true), from);
  }

  /** A convolution whose bias is left to the batch normalisation after it. */
  String normalizedConvolution(String name, String from, int filters, int kernel, int stride) {
    add(name, convolution(filters, kernel, stride, kernel / 2, Activation.IDENTITY, false), from);
    return add(name + "-norm", new BatchNormalization.Builder().build(), name);
  }

  /** A layer of its own where batch normalisation comes before: DL4J ignores that one's. */
  String relu(String name, String from) {
    return add(name, new ActivationLayer.Builder().activation(Activation.RELU).build(), from);
  }

  private ConvolutionLayer convolution(
      int filters, int kernel, int stride, int padding, Activation activation, boolean bias) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .nOut(scaled(filters))
        .activation(activation)
        .hasBias(bias)
        .build();
  }

  String maxPooling(String name, String from, int kernel, int stride, int padding) {
    return add(
        name,
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .build(),
        from);
  }

  /** Krizhevsky et al. 2012, §3.3: k 2, n 5, α 1e-4, β 0.75. */
  String responseNormalization(String name, String from) {
    return add(name, new ResponseNormalization(), from);
  }

  String sumThenRelu(String name, String left, String right) {
    graph.addVertex(name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
    return relu(name, name + "-sum");
  }

  /** DropBlock on a convolutional output, where the regularizer and the placement have it. */
  String dropBlock(String place, String from) {
    long seed = seedOfNextPlace();
    if (!spec.regularizer().dropsBlocks() || !spec.training().dropBlockPlaces().contains(place)) {
      return from;
    }
    DropoutLayer layer =
        new DropoutLayer(
            new DropBlock(spec.training().dropBlock(), spec.training().epochs(), seed));
    String name = from + DROPPED;
    graph.addLayer(name, frozen ? new FrozenDropout(layer) : layer, from);
    return name;
  }

  /**
   * A seed of its own for each place where something can be dropped. Asked for where nothing is,
   * too: what one place drops depends on no other place, and in no arm of the experiment.
   */
  long seedOfNextPlace() {
    return Seed.derive(spec.seed(), spec.phase(), places++);
  }

  /** What the name of a DropBlock adds to that of the layer whose output it drops. */
  static final String DROPPED = "-dropblock";

  String add(String name, Layer layer, String... from) {
    graph.addLayer(name, frozen ? new FrozenLayer(layer) : layer, from);
    return name;
  }

  void output(String name) {
    graph.setOutputs(name);
  }
}
