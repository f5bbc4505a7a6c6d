package io.github.dropblock.harness.cudnn;

import static org.bytedeco.cuda.global.cudnn.cudnnGetVersion;

import io.github.dropblock.harness.cuda.Nd4jGpu;
import io.github.dropblock.harness.remedy.Remedy;
import java.lang.reflect.Field;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Has cuDNN compute a network's convolutions, batch normalisations, poolings, and ReLU's gradient.
 */
public final class CudnnHelpers {
  /** Opened once: a handle takes a while, and hundreds of megabytes of device memory. */
  private static Cudnn onGpu;

  private CudnnHelpers() {}

  /**
   * Opens cuDNN on the GPU that ND4J uses.
   *
   * @param tensorFloat32 whether convolutions may round what they multiply to 11 bits, for all
   *     networks of this JVM
   * @return its version, such as {@code 8600}
   * @throws CudnnException in a line, if its libraries can't be loaded or it refuses the device
   */
  public static synchronized String open(boolean tensorFloat32) {
    try {
      if (onGpu == null) {
        onGpu = new Cudnn(new Nd4jGpu(), tensorFloat32);
      }
      return Long.toString(cudnnGetVersion());
    } catch (LinkageError e) {
      throw new CudnnException(
          "cuDNN can't be loaded: %s".formatted(e.getMessage()),
          e,
          Remedy.RUN_DOCTOR,
          Remedy.DO_WITHOUT_CUDNN);
    }
  }

  /**
   * Gives every layer that cuDNN computes a helper, in place of DL4J's. Comes after the network's
   * {@code init()}, which makes the layers, and after {@link #open}.
   */
  public static synchronized void attach(ComputationGraph network) {
    if (onGpu == null) {
      throw new IllegalStateException("cuDNN has not been opened");
    }
    attach(network, onGpu);
  }

  static void attach(ComputationGraph network, Cudnn cudnn) {
    for (GraphVertex vertex : network.getVertices()) {
      if (vertex.hasLayer()) {
        attach(vertex.getLayer(), cudnn, !endsBackwardPass(vertex, network.getVertices()));
      }
    }
  }

  /**
   * Whether nobody wants the gradient at a layer's input: DL4J goes back as far as to the network's
   * inputs and to frozen layers, and drops what arrives there.
   */
  private static boolean endsBackwardPass(GraphVertex vertex, GraphVertex[] all) {
    boolean changed =
        vertex.getLayer().conf().getLayer().getIDropout() != null
            || !(vertex instanceof LayerVertex layer)
            || layer.getLayerPreProcessor() != null;
    return !changed
        && Stream.of(vertex.getInputVertices())
            .map(input -> all[input.getVertexIndex()])
            .allMatch(
                source ->
                    // DL4J adds up the gradients of several that it goes to, and wants each.
                    source.getNumOutputConnections() == 1
                        && (source.isInputVertex() || source.getLayer() instanceof FrozenLayer));
  }

  /** The layer itself, which a frozen one is wrapped around. */
  private static Layer thawed(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return frozen.getInsideLayer();
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getInsideLayer() : layer;
  }

  /**
   * Subclasses, such as those of convolutions in one dimension, lay their arrays out in ways of
   * their own, so they keep what they have.
   *
   * @param inputGradient whether the gradient at its input is wanted
   */
  static void attach(Layer frozenOrNot, Cudnn cudnn, boolean inputGradient) {
    Layer layer = thawed(frozenOrNot);
    if (layer.getClass() == ConvolutionLayer.class) {
      var settings = (org.deeplearning4j.nn.conf.layers.ConvolutionLayer) layer.conf().getLayer();
      // Else DL4J answers an error with a warning, and goes on several times slower.
      settings.setCudnnAllowFallback(false);
      Field forBackprop = field(AbstractLayer.class, "preOutput");
      setHelper(
          ConvolutionLayer.class,
          layer,
          new CudnnConvolution(cudnn, settings, inputGradient, y -> set(forBackprop, layer, y)));
    } else if (layer.getClass() == BatchNormalization.class) {
      var settings = (org.deeplearning4j.nn.conf.layers.BatchNormalization) layer.conf().getLayer();
      settings.setCudnnAllowFallback(false);
      setHelper(
          BatchNormalization.class,
          layer,
          new CudnnBatchNormalization(cudnn, settings.getLayerName()));
    } else if (layer.getClass() == SubsamplingLayer.class) {
      var settings = (org.deeplearning4j.nn.conf.layers.SubsamplingLayer) layer.conf().getLayer();
      settings.setCudnnAllowFallback(false);
      setHelper(SubsamplingLayer.class, layer, new CudnnPooling(cudnn, settings));
    }
    if (layer == frozenOrNot) {
      attachRelu(layer, cudnn);
    }
  }

  /**
   * In a configuration of the layer's own, so that the network's, which is stored, stays as it is.
   */
  private static void attachRelu(Layer layer, Cudnn cudnn) {
    NeuralNetConfiguration own = layer.conf().clone();
    if (own.getLayer() instanceof BaseLayer settings && isPlainRelu(settings.getActivationFn())) {
      settings.setActivationFn(new CudnnRelu(cudnn));
      layer.setConf(own);
    } else if (own.getLayer() instanceof ActivationLayer settings
        && isPlainRelu(settings.getActivationFn())) {
      settings.setActivationFn(new CudnnRelu(cudnn));
      layer.setConf(own);
    }
  }

  static boolean isPlainRelu(IActivation activation) {
    return activation instanceof ActivationReLU one
        && one.getMax() == null
        && one.getThreshold() == null
        && one.getNegativeSlope() == null;
  }

  /** DL4J means to choose the helper itself, in the constructor, and has no setter. */
  private static void setHelper(Class<? extends Layer> type, Layer layer, LayerHelper helper) {
    set(field(type, "helper"), layer, helper);
  }

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new CudnnException(
          "DL4J's %s has no field '%s': not the version that this was written for"
              .formatted(type.getSimpleName(), name),
          e);
    }
  }

  private static void set(Field field, Object object, Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError("the field was made accessible", e);
    }
  }
}
