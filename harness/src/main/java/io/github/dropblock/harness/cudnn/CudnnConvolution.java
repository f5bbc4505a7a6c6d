package io.github.dropblock.harness.cudnn;

import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution layer's passes: maps {@code [images, channels, height, width]}, weights {@code
 * [filters, channels, height, width]}, bias {@code [1, filters]}.
 *
 * <p>The forward pass adds the bias and applies ReLU in the same call, and leaves its result with
 * the layer for the backward pass, where DL4J would compute it once more. ReLU's gradient is the
 * same for its output as for its input. Dropout and DropBlock may write into that array meanwhile:
 * they make zeros, where no gradient arrives, or multiply by a positive number.
 */
final class CudnnConvolution implements ConvolutionHelper {
  private final Cudnn cudnn;
  private final boolean biased;
  private final boolean inputGradient;
  private final boolean relu;
  private final boolean identity;
  private final Consumer<INDArray> forBackprop;
  private final Fallback fallback;

  /**
   * @param inputGradient whether the gradient at the input is wanted
   * @param forBackprop takes what DL4J's backward pass shall use as the forward pass's result
   */
  CudnnConvolution(
      Cudnn cudnn, ConvolutionLayer layer, boolean inputGradient, Consumer<INDArray> forBackprop) {
    this.cudnn = cudnn;
    this.inputGradient = inputGradient;
    this.biased = layer.hasBias();
    this.relu = CudnnHelpers.isPlainRelu(layer.getActivationFn());
    this.identity = layer.getActivationFn() instanceof ActivationIdentity;
    this.forBackprop = forBackprop;
    this.fallback = new Fallback(layer.getLayerName());
  }

  @Override
  public INDArray preOutput(
      INDArray input,
      INDArray weights,
      INDArray bias,
      int[] kernel,
      int[] strides,
      int[] pad,
      AlgoMode mode,
      FwdAlgo algorithm,
      ConvolutionMode convolutionMode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    forBackprop.accept(null);
    AxisWindow down = AxisWindow.of(0, kernel, strides, pad, dilation);
    AxisWindow across = AxisWindow.of(1, kernel, strides, pad, dilation);
    if (unsupported(input, down, across, convolutionMode, format)) {
      return null;
    }
    ConvolutionShape shape = shape(input, weights, down, across);
    INDArray x = cudnn.contiguous(input);
    INDArray w = cudnn.contiguous(weights);
    INDArray y =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            weights.dataType(),
            new long[] {shape.images(), shape.filters(), shape.outputHeight(), shape.outputWidth()},
            'c');
    ConvolutionPlan plan = cudnn.plan(shape);
    if (biased) {
      plan.convolve(
          cudnn.read(x), cudnn.read(w), cudnn.read(cudnn.contiguous(bias)), relu, cudnn.write(y));
    } else {
      plan.convolve(cudnn.read(x), cudnn.read(w), cudnn.write(y));
    }
    if (identity || (relu && biased)) {
      forBackprop.accept(y);
    }
    return y;
  }

  @Override
  public INDArray activate(INDArray z, IActivation activation, boolean training) {
    if (!training) {
      // Nobody asks for its gradient, and it may be the only one to hold the memory.
      forBackprop.accept(null);
    }
    return identity || (relu && biased) ? z : null;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray input,
      INDArray weights,
      INDArray bias,
      INDArray delta,
      int[] kernel,
      int[] strides,
      int[] pad,
      INDArray biasGradient,
      INDArray weightGradient,
      IActivation activation,
      AlgoMode mode,
      BwdFilterAlgo filterAlgorithm,
      BwdDataAlgo dataAlgorithm,
      ConvolutionMode convolutionMode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    forBackprop.accept(null);
    AxisWindow down = AxisWindow.of(0, kernel, strides, pad, dilation);
    AxisWindow across = AxisWindow.of(1, kernel, strides, pad, dilation);
    if (unsupported(input, down, across, convolutionMode, format)) {
      return null;
    }
    ConvolutionPlan plan = cudnn.plan(shape(input, weights, down, across));
    INDArray x = cudnn.contiguous(input);
    INDArray dy = cudnn.contiguous(delta);
    Pointer atOutput = cudnn.read(dy);
    Gradient gradient = new DefaultGradient();
    if (biased) {
      plan.biasGradient(atOutput, cudnn.write(biasGradient));
      gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
    }
    plan.filterGradient(cudnn.read(x), atOutput, cudnn.write(weightGradient));
    gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
    if (!inputGradient) {
      return new Pair<>(gradient, null);
    }
    INDArray dx =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    plan.inputGradient(cudnn.read(cudnn.contiguous(weights)), atOutput, cudnn.write(dx));
    return new Pair<>(gradient, dx);
  }

  private boolean unsupported(
      INDArray input,
      AxisWindow down,
      AxisWindow across,
      ConvolutionMode mode,
      CNN2DFormat format) {
    if (format != CNN2DFormat.NCHW) {
      fallback.because("maps of the format " + format);
      return true;
    }
    if (!down.suits(input.size(2), mode) || !across.suits(input.size(3), mode)) {
      fallback.because("padding that differs between two opposite sides");
      return true;
    }
    return false;
  }

  private static ConvolutionShape shape(
      INDArray input, INDArray weights, AxisWindow down, AxisWindow across) {
    return new ConvolutionShape(
        Math.toIntExact(input.size(0)),
        Math.toIntExact(input.size(1)),
        Math.toIntExact(input.size(2)),
        Math.toIntExact(input.size(3)),
        Math.toIntExact(weights.size(0)),
        down,
        across);
  }

  @Override
  public Map<String, Long> helperMemoryUse() {
    return Map.of();
  }

  @Override
  public boolean checkSupported() {
    return true;
  }
}
