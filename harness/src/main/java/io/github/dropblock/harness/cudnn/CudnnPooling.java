package io.github.dropblock.harness.cudnn;

import static io.github.dropblock.harness.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NOT_PROPAGATE_NAN;
import static org.bytedeco.cuda.global.cudnn.CUDNN_POOLING_AVERAGE_COUNT_EXCLUDE_PADDING;
import static org.bytedeco.cuda.global.cudnn.CUDNN_POOLING_AVERAGE_COUNT_INCLUDE_PADDING;
import static org.bytedeco.cuda.global.cudnn.CUDNN_POOLING_MAX_DETERMINISTIC;
import static org.bytedeco.cuda.global.cudnn.cudnnCreatePoolingDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnPoolingBackward;
import static org.bytedeco.cuda.global.cudnn.cudnnPoolingForward;
import static org.bytedeco.cuda.global.cudnn.cudnnSetPooling2dDescriptor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudnn.cudnnPoolingStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingHelper;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pooling layer's passes, of maxima or of means over the cells that are there, of maps {@code
 * [images, channels, height, width]}. Of equal maxima one gets the gradient, always the same.
 */
final class CudnnPooling implements SubsamplingHelper {
  private final Cudnn cudnn;
  private final boolean meansCountPadding;
  private final Fallback fallback;
  private final Map<Windows, cudnnPoolingStruct> descriptors = new HashMap<>();

  private record Windows(PoolingType type, AxisWindow down, AxisWindow across) {}

  CudnnPooling(Cudnn cudnn, SubsamplingLayer layer) {
    this.cudnn = cudnn;
    this.meansCountPadding = layer.isAvgPoolIncludePadInDivisor();
    this.fallback = new Fallback(layer.getLayerName());
  }

  @Override
  public INDArray activate(
      INDArray input,
      boolean training,
      int[] kernel,
      int[] strides,
      int[] pad,
      PoolingType type,
      ConvolutionMode mode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    Windows windows = windows(type, kernel, strides, pad, dilation);
    return unsupported(input, windows, mode, format)
        ? null
        : pool(cudnn.contiguous(input), windows, ArrayType.ACTIVATIONS, workspaces);
  }

  private INDArray pool(
      INDArray x, Windows windows, ArrayType purpose, LayerWorkspaceMgr workspaces) {
    INDArray y =
        workspaces.createUninitialized(
            purpose,
            x.dataType(),
            new long[] {
              x.size(0), x.size(1), windows.down.output(x.size(2)), windows.across.output(x.size(3))
            },
            'c');
    check(
        cudnnPoolingForward(
            cudnn.handle(),
            descriptor(windows),
            cudnn.one,
            cudnn.maps(x),
            cudnn.read(x),
            cudnn.zero,
            cudnn.maps(y),
            cudnn.write(y)),
        "cudnnPoolingForward",
        name(x));
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray input,
      INDArray atOutput,
      int[] kernel,
      int[] strides,
      int[] pad,
      PoolingType type,
      ConvolutionMode mode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    Windows windows = windows(type, kernel, strides, pad, dilation);
    if (unsupported(input, windows, mode, format)) {
      return null;
    }
    INDArray x = cudnn.contiguous(input);
    INDArray dy = cudnn.contiguous(atOutput);
    // cuDNN finds the maxima by comparing with its output. A layer behind may have written into
    // the forward pass's, as Dropout does, so it is computed again: one read of the input.
    INDArray y =
        type == PoolingType.MAX ? pool(x, windows, ArrayType.BP_WORKING_MEM, workspaces) : dy;
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape(), 'c');
    cudnnTensorStruct reduced = cudnn.maps(dy);
    cudnnTensorStruct maps = cudnn.maps(x);
    check(
        cudnnPoolingBackward(
            cudnn.handle(),
            descriptor(windows),
            cudnn.one,
            reduced,
            cudnn.read(y),
            reduced,
            cudnn.read(dy),
            maps,
            cudnn.read(x),
            cudnn.zero,
            maps,
            cudnn.write(dx)),
        "cudnnPoolingBackward",
        name(x));
    return new Pair<>(new DefaultGradient(), dx);
  }

  private boolean unsupported(
      INDArray input, Windows windows, ConvolutionMode mode, CNN2DFormat format) {
    String reason = null;
    if (format != CNN2DFormat.NCHW) {
      reason = "maps of the format " + format;
    } else if (windows.type != PoolingType.MAX && windows.type != PoolingType.AVG) {
      reason = "pooling of the type " + windows.type;
    } else if (windows.down.dilation() > 1 || windows.across.dilation() > 1) {
      reason = "dilated pooling";
    } else if (!windows.down.suits(input.size(2), mode)
        || !windows.across.suits(input.size(3), mode)) {
      reason = "padding that differs between two opposite sides";
    }
    if (reason != null) {
      fallback.because(reason);
    }
    return reason != null;
  }

  private static Windows windows(
      PoolingType type, int[] kernel, int[] strides, int[] pad, int[] dilation) {
    return new Windows(
        type,
        AxisWindow.of(0, kernel, strides, pad, dilation),
        AxisWindow.of(1, kernel, strides, pad, dilation));
  }

  private cudnnPoolingStruct descriptor(Windows windows) {
    return descriptors.computeIfAbsent(windows, this::create);
  }

  private cudnnPoolingStruct create(Windows windows) {
    cudnnPoolingStruct descriptor = new cudnnPoolingStruct();
    check(cudnnCreatePoolingDescriptor(descriptor), "cudnnCreatePoolingDescriptor", windows);
    check(
        cudnnSetPooling2dDescriptor(
            descriptor,
            mode(windows.type),
            CUDNN_NOT_PROPAGATE_NAN,
            windows.down.kernel(),
            windows.across.kernel(),
            windows.down.padding(),
            windows.across.padding(),
            windows.down.stride(),
            windows.across.stride()),
        "cudnnSetPooling2dDescriptor",
        windows);
    return descriptor;
  }

  private int mode(PoolingType type) {
    if (type == PoolingType.MAX) {
      return CUDNN_POOLING_MAX_DETERMINISTIC;
    }
    return meansCountPadding
        ? CUDNN_POOLING_AVERAGE_COUNT_INCLUDE_PADDING
        : CUDNN_POOLING_AVERAGE_COUNT_EXCLUDE_PADDING;
  }

  private static String name(INDArray x) {
    return "the pooling of " + Arrays.toString(x.shape());
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
