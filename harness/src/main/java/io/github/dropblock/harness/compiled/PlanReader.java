package io.github.dropblock.harness.compiled;

import io.github.dropblock.harness.network.BinaryCrossEntropy;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.Dropout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Reads a {@link Plan} off a graph, vertex after vertex. */
final class PlanReader {
  private final ComputationGraph graph;
  private final Shape pixels;
  private final int images;
  private final Map<Integer, Value> values = new HashMap<>();
  private final Set<Integer> taken = new HashSet<>();
  private final List<Operation> operations = new ArrayList<>();
  private Value input;
  private Loss loss;
  private UpdateRule optimizer;

  PlanReader(ComputationGraph graph, Shape pixels) {
    this.graph = graph;
    this.pixels = pixels;
    this.images = Math.toIntExact(pixels.images());
  }

  Plan read() {
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      if (vertex.isInputVertex()) {
        input = new Value(vertex.getVertexName(), pixels, false);
        values.put(index, input);
      } else if (!taken.contains(index)) {
        read(vertex);
      }
    }
    Operation last = operations.get(operations.size() - 1);
    if (loss == null || optimizer == null) {
      throw new UnknownOperationException(last.name(), "network without an output layer");
    }
    return new Plan(input, operations, last.output(), loss, optimizer);
  }

  private void read(GraphVertex vertex) {
    if (vertex instanceof ElementWiseVertex sum) {
      readSum(sum);
    } else if (vertex.hasLayer()) {
      requireNoPreprocessor(vertex);
      Layer layer = vertex.getLayer();
      boolean frozen = layer instanceof FrozenLayer;
      Layer inside = layer instanceof FrozenLayer wrapper ? wrapper.getInsideLayer() : layer;
      readLayer(vertex, inside, !frozen);
    } else {
      throw unknown(vertex, vertex.getClass().getSimpleName());
    }
  }

  private void requireNoPreprocessor(GraphVertex vertex) {
    if (vertex instanceof org.deeplearning4j.nn.graph.vertex.impl.LayerVertex layered
        && layered.getLayerPreProcessor() != null) {
      throw unknown(vertex, layered.getLayerPreProcessor().getClass().getSimpleName());
    }
  }

  private void readLayer(GraphVertex vertex, Layer layer, boolean trained) {
    org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
    if (conf.getIDropout() != null && !(conf instanceof DropoutLayer)) {
      throw unknown(vertex, "dropout inside a layer");
    }
    if (conf instanceof BaseLayer base) {
      readOptimizer(vertex, base, trained && layer.numParams() > 0);
    }
    if (conf instanceof ConvolutionLayer convolution && conf.getClass() == ConvolutionLayer.class) {
      put(vertex, convolution(vertex, layer, convolution, trained));
    } else if (conf instanceof BatchNormalization norm) {
      readNormalization(vertex, layer, norm, trained);
    } else if (conf instanceof SubsamplingLayer pooling) {
      put(vertex, pooling(vertex, pooling));
    } else if (conf instanceof LocalResponseNormalization norm) {
      put(vertex, responseNormalization(vertex, norm));
    } else if (conf instanceof GlobalPoolingLayer pooling) {
      put(vertex, average(vertex, pooling));
    } else if (conf instanceof DenseLayer dense) {
      boolean relu = relu(vertex, dense.getActivationFn());
      put(vertex, dense(vertex, layer, relu, trained, dense.getNOut(), dense.hasBias()));
    } else if (conf instanceof OutputLayer output) {
      loss = loss(vertex, output);
      put(vertex, dense(vertex, layer, false, trained, output.getNOut(), output.hasBias()));
    } else if (conf instanceof DropoutLayer dropout) {
      put(vertex, dropping(vertex, dropout));
    } else {
      throw unknown(vertex, conf.getClass().getSimpleName());
    }
  }

  private void readOptimizer(GraphVertex vertex, BaseLayer conf, boolean trained) {
    if (!(conf.getRegularization() == null || conf.getRegularization().isEmpty())) {
      throw unknown(vertex, "weight decay");
    }
    if (conf.getConstraints() != null && !conf.getConstraints().isEmpty()) {
      throw unknown(vertex, "constraint");
    }
    if (conf.getWeightNoise() != null) {
      throw unknown(vertex, "weight noise");
    }
    if (conf.getGradientNormalization() != null
        && conf.getGradientNormalization()
            != org.deeplearning4j.nn.conf.GradientNormalization.None) {
      throw unknown(vertex, "gradient normalisation");
    }
    if (trained) {
      UpdateRule found = UpdateRule.of(vertex.getVertexName(), conf.getIUpdater());
      if (optimizer != null && !optimizer.equals(found)) {
        throw unknown(vertex, "second optimiser");
      }
      optimizer = found;
    }
  }

  private Operation convolution(
      GraphVertex vertex, Layer layer, ConvolutionLayer conf, boolean trained) {
    if (conf.getDilation()[0] != 1
        || conf.getDilation()[1] != 1
        || conf.getConvolutionMode() == ConvolutionMode.Same
        || conf.getConvolutionMode() == ConvolutionMode.Causal
        || conf.getCnn2dDataFormat() != CNN2DFormat.NCHW) {
      throw unknown(vertex, "convolution that is dilated, padded to the same size or not NCHW");
    }
    Value from = only(vertex);
    Window window = window(conf.getKernelSize(), conf.getStride(), conf.getPadding());
    Parameter weights =
        parameter(
            layer,
            "W",
            trained,
            new Shape(
                conf.getNOut(), conf.getNIn(), conf.getKernelSize()[0], conf.getKernelSize()[1]));
    Parameter bias =
        conf.hasBias() ? parameter(layer, "b", trained, new Shape(conf.getNOut())) : null;
    boolean relu = relu(vertex, conf.getActivationFn());
    Value output =
        new Value(
            vertex.getVertexName(),
            window.over(from.shape(), conf.getNOut()),
            trained || from.wantsGradient());
    return new Operation.Convolution(from, output, weights, bias, window, relu);
  }

  /** And the ReLU after it, where nothing else reads what it puts out. */
  private void readNormalization(
      GraphVertex vertex, Layer layer, BatchNormalization conf, boolean trained) {
    if (conf.isLockGammaBeta() || !conf.isMinibatch() || !trained) {
      throw unknown(vertex, "batch normalisation with locked or frozen parameters");
    }
    Value from = only(vertex);
    GraphVertex last = vertex;
    if (vertex.getNumOutputConnections() == 1 && isRelu(next(vertex))) {
      last = next(vertex);
    }
    Shape channels = new Shape(from.shape().channels());
    Parameter variance =
        parameter(layer, conf.isUseLogStd() ? "log10stdev" : "var", false, channels);
    put(
        last,
        new Operation.BatchNormalization(
            from,
            new Value(last.getVertexName(), from.shape(), true),
            parameter(layer, "gamma", true, channels),
            parameter(layer, "beta", true, channels),
            parameter(layer, "mean", false, channels),
            variance,
            conf.isUseLogStd(),
            conf.getEps(),
            conf.getDecay(),
            last != vertex));
  }

  private void readSum(ElementWiseVertex sum) {
    List<Value> from = inputs(sum);
    if (from.size() != 2
        || !(graph.getConfiguration().getVertices().get(sum.getVertexName())
            instanceof org.deeplearning4j.nn.conf.graph.ElementWiseVertex conf)
        || conf.getOp() != org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op.Add
        || !from.get(0).shape().equals(from.get(1).shape())) {
      throw unknown(sum, "combination of layers other than the sum of two of one shape");
    }
    if (sum.getNumOutputConnections() != 1 || !isRelu(next(sum))) {
      throw unknown(sum, "sum without a ReLU after it");
    }
    GraphVertex last = next(sum);
    boolean gradient = from.stream().anyMatch(Value::wantsGradient);
    put(
        last,
        new Operation.SumRelu(
            from.get(0),
            from.get(1),
            new Value(last.getVertexName(), from.get(0).shape(), gradient)));
  }

  private Operation pooling(GraphVertex vertex, SubsamplingLayer conf) {
    if (conf.getPoolingType() != PoolingType.MAX
        || conf.getConvolutionMode() == ConvolutionMode.Same
        || conf.getDilation()[0] != 1
        || conf.getDilation()[1] != 1) {
      throw unknown(vertex, "pooling other than the maximum of undilated windows");
    }
    Value from = only(vertex);
    Window window = window(conf.getKernelSize(), conf.getStride(), conf.getPadding());
    return new Operation.MaxPooling(
        from, after(vertex, from, window.over(from.shape(), from.shape().channels())), window);
  }

  private Operation average(GraphVertex vertex, GlobalPoolingLayer conf) {
    Value from = only(vertex);
    if (conf.getPoolingType() != PoolingType.AVG || !from.shape().maps()) {
      throw unknown(vertex, "global pooling other than the average of maps");
    }
    Shape shape = new Shape(images, from.shape().channels(), 1, 1);
    return new Operation.Average(from, after(vertex, from, shape));
  }

  private Operation responseNormalization(GraphVertex vertex, LocalResponseNormalization conf) {
    if (conf.getBeta() != Operation.CrossChannelNormalization.BETA) {
      throw unknown(vertex, "response normalisation with β " + conf.getBeta());
    }
    Value from = only(vertex);
    return new Operation.CrossChannelNormalization(
        from,
        after(vertex, from, from.shape()),
        conf.getAlpha(),
        conf.getK(),
        (int) conf.getN() / 2);
  }

  private Operation dense(
      GraphVertex vertex, Layer layer, boolean relu, boolean trained, long units, boolean bias) {
    Value from = only(vertex);
    if (!bias || (from.shape().maps() && from.shape().height() * from.shape().width() != 1)) {
      throw unknown(vertex, "dense layer without bias, or on maps");
    }
    long in = from.shape().channels();
    return new Operation.Dense(
        from,
        new Value(
            vertex.getVertexName(), new Shape(images, units), trained || from.wantsGradient()),
        parameter(layer, "W", trained, new Shape(units, in)),
        parameter(layer, "b", trained, new Shape(units)),
        relu);
  }

  private Operation dropping(GraphVertex vertex, DropoutLayer conf) {
    Value from = only(vertex);
    Value output = after(vertex, from, from.shape());
    if (conf.getIDropout() instanceof DropBlock blocks && from.shape().maps()) {
      return new Operation.BlockDropping(from, output, blocks);
    }
    if (conf.getIDropout() instanceof Dropout units && !from.shape().maps()) {
      return new Operation.UnitDropping(from, output, units);
    }
    throw unknown(vertex, conf.getIDropout().getClass().getSimpleName());
  }

  private Loss loss(GraphVertex vertex, OutputLayer conf) {
    IActivation activation = conf.getActivationFn();
    if (conf.getLossFn() instanceof BinaryCrossEntropy
        && activation instanceof ActivationSigmoid
        && conf.getNOut() == 1) {
      return Loss.BINARY_CROSS_ENTROPY;
    }
    if (conf.getLossFn().getClass() == LossMCXENT.class
        && activation instanceof ActivationSoftmax
        && conf.getNOut() > 1) {
      return Loss.SOFTMAX_CROSS_ENTROPY;
    }
    throw unknown(vertex, "loss " + conf.getLossFn().name() + " of " + activation);
  }

  private boolean isRelu(GraphVertex vertex) {
    return vertex.hasLayer()
        && vertex.getLayer().conf().getLayer() instanceof ActivationLayer layer
        && layer.getActivationFn() instanceof ActivationReLU;
  }

  private boolean relu(GraphVertex vertex, IActivation activation) {
    if (activation instanceof ActivationReLU || activation instanceof ActivationIdentity) {
      return activation instanceof ActivationReLU;
    }
    throw unknown(vertex, "activation " + activation);
  }

  private static Window window(int[] size, int[] stride, int[] padding) {
    return new Window(size[0], size[1], stride[0], stride[1], padding[0], padding[1]);
  }

  private static Parameter parameter(Layer layer, String name, boolean trained, Shape shape) {
    INDArray view = layer.getParam(name);
    String of = layer.conf().getLayer().getLayerName();
    if (view.length() != shape.length()) {
      throw new UnknownOperationException(of, "%s of %s numbers".formatted(name, view.length()));
    }
    return new Parameter(of, name, shape, view.offset(), trained);
  }

  private static Value after(GraphVertex vertex, Value from, Shape shape) {
    return new Value(vertex.getVertexName(), shape, from.wantsGradient());
  }

  private void put(GraphVertex last, Operation operation) {
    operations.add(operation);
    values.put(last.getVertexIndex(), operation.output());
    taken.add(last.getVertexIndex());
  }

  private Value only(GraphVertex vertex) {
    List<Value> inputs = inputs(vertex);
    if (inputs.size() != 1) {
      throw unknown(vertex, "layer with %s inputs".formatted(inputs.size()));
    }
    return inputs.get(0);
  }

  private List<Value> inputs(GraphVertex vertex) {
    List<Value> inputs = new ArrayList<>();
    for (VertexIndices from : vertex.getInputVertices()) {
      inputs.add(values.get(from.getVertexIndex()));
    }
    return inputs;
  }

  private GraphVertex next(GraphVertex vertex) {
    return graph.getVertices()[vertex.getOutputVertices()[0].getVertexIndex()];
  }

  private static UnknownOperationException unknown(GraphVertex vertex, String what) {
    return new UnknownOperationException(vertex.getVertexName(), what);
  }
}
