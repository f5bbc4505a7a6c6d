package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Pointer;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.compiled.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** cuDNN's descriptions of arrays and operations, each made once. */
final class Descriptors implements AutoCloseable {
  private static final int FLOAT = 0;
  private static final int BFLOAT_16 = 9;
  private static final int NCHW = 0;
  private static final int CROSS_CORRELATION = 1;
  private static final int MAX_DETERMINISTIC = 3;
  private static final int NOT_PROPAGATE_NAN = 0;
  private static final int RELU = 1;
  private static final int FMA_MATH = 3;

  private record Made(String kind, Pointer descriptor) {}

  private final CudaLibrary cudnn;
  private final List<Made> all = new ArrayList<>();
  private final Map<List<Long>, Pointer> tensors = new HashMap<>();
  private Pointer relu;

  /** Of the numbers of maps and kernels. */
  private final int type;

  Descriptors(CudaLibrary cudnn, Precision precision) {
    this.cudnn = cudnn;
    type = precision == Precision.BFLOAT_16 ? BFLOAT_16 : FLOAT;
  }

  private Pointer create(String kind) {
    Pointer descriptor = GpuContext.opened(cudnn, "cudnnCreate" + kind + "Descriptor");
    all.add(new Made(kind, descriptor));
    return descriptor;
  }

  /** Maps or units, in c order. */
  Pointer tensor(Shape shape) {
    return shape.maps()
        ? tensor(type, shape.sizes()[0], shape.channels(), shape.height(), shape.width())
        : tensor(type, shape.sizes()[0], shape.channels(), 1, 1);
  }

  /** A float for each channel. */
  Pointer channels(long channels) {
    return tensor(FLOAT, 1, channels, 1, 1);
  }

  /** A number for each channel, of the kind of the maps'. */
  Pointer biases(long channels) {
    return tensor(type, 1, channels, 1, 1);
  }

  private Pointer tensor(long numbers, long images, long channels, long height, long width) {
    return tensors.computeIfAbsent(
        List.of(numbers, images, channels, height, width),
        absent -> {
          Pointer made = create("Tensor");
          cudnn.call(
              "cudnnSetTensor4dDescriptor",
              made,
              NCHW,
              (int) numbers,
              (int) images,
              (int) channels,
              (int) height,
              (int) width);
          return made;
        });
  }

  /**
   * @param kernels {@code [out, in, height, width]}
   */
  Pointer filter(Shape kernels) {
    Pointer made = create("Filter");
    cudnn.call(
        "cudnnSetFilter4dDescriptor",
        made,
        type,
        NCHW,
        (int) kernels.sizes()[0],
        (int) kernels.channels(),
        (int) kernels.height(),
        (int) kernels.width());
    return made;
  }

  /** A convolution that adds in floats, in full precision; {@link #precision} changes it. */
  Pointer convolution(Window window) {
    Pointer made = create("Convolution");
    cudnn.call(
        "cudnnSetConvolution2dDescriptor",
        made,
        window.paddingDown(),
        window.paddingAcross(),
        window.strideDown(),
        window.strideAcross(),
        1,
        1,
        CROSS_CORRELATION,
        FLOAT);
    precision(made, FMA_MATH);
    return made;
  }

  void precision(Pointer convolution, int mathType) {
    cudnn.call("cudnnSetConvolutionMathType", convolution, mathType);
  }

  /** Of equal maxima one gets the gradient, always the same. */
  Pointer pooling(Window window) {
    Pointer made = create("Pooling");
    cudnn.call(
        "cudnnSetPooling2dDescriptor",
        made,
        MAX_DETERMINISTIC,
        NOT_PROPAGATE_NAN,
        window.height(),
        window.width(),
        window.paddingDown(),
        window.paddingAcross(),
        window.strideDown(),
        window.strideAcross());
    return made;
  }

  /** All that the fused convolution takes. */
  Pointer relu() {
    if (relu == null) {
      relu = create("Activation");
      cudnn.call("cudnnSetActivationDescriptor", relu, RELU, NOT_PROPAGATE_NAN, 0.0);
    }
    return relu;
  }

  @Override
  public void close() {
    all.forEach(made -> cudnn.call("cudnnDestroy" + made.kind + "Descriptor", made.descriptor));
  }
}
