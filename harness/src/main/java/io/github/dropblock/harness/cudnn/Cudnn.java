package io.github.dropblock.harness.cudnn;

import static org.bytedeco.cuda.global.cudnn.CUDNN_ACTIVATION_IDENTITY;
import static org.bytedeco.cuda.global.cudnn.CUDNN_ACTIVATION_RELU;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_NOT_PROPAGATE_NAN;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_ALLOC_FAILED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NCHW;
import static org.bytedeco.cuda.global.cudnn.cudnnCreate;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateActivationDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnGetErrorString;
import static org.bytedeco.cuda.global.cudnn.cudnnSetActivationDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetStream;
import static org.bytedeco.cuda.global.cudnn.cudnnSetTensor4dDescriptor;

import io.github.dropblock.harness.cuda.CudaDevice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * cuDNN on one device: its handle, what was chosen for each shape, and the one workspace. Lives as
 * long as the JVM, as do the descriptors made for it: there are as many as there are shapes. For
 * one thread at a time, like a DL4J network.
 */
final class Cudnn {
  /** Factors of a result and of what was in its place before. */
  final FloatPointer one = new FloatPointer(1f);

  final FloatPointer zero = new FloatPointer(0f);

  final cudnnActivationStruct identity;
  final cudnnActivationStruct relu;

  private final CudaDevice gpu;
  private final boolean tensorFloat32;
  private final cudnnContext context = new cudnnContext();
  private final Map<TensorShape, cudnnTensorStruct> tensors = new HashMap<>();
  private final Map<ConvolutionShape, ConvolutionPlan> plans = new HashMap<>();

  private boolean streamSet;
  private CUstream_st stream;
  private int copies;
  private INDArray workspace;

  private record TensorShape(int images, int channels, int height, int width) {}

  /**
   * @param tensorFloat32 whether convolutions may round what they multiply to 11 bits
   */
  Cudnn(CudaDevice gpu, boolean tensorFloat32) {
    this.gpu = gpu;
    this.tensorFloat32 = tensorFloat32;
    check(cudnnCreate(context), "cudnnCreate", "this GPU");
    identity = activation(CUDNN_ACTIVATION_IDENTITY);
    relu = activation(CUDNN_ACTIVATION_RELU);
  }

  private static cudnnActivationStruct activation(int mode) {
    cudnnActivationStruct descriptor = new cudnnActivationStruct();
    check(cudnnCreateActivationDescriptor(descriptor), "cudnnCreateActivationDescriptor", mode);
    // All that the fused convolution takes. DL4J's own ReLU makes 0 of NaN as well.
    check(
        cudnnSetActivationDescriptor(descriptor, mode, CUDNN_NOT_PROPAGATE_NAN, 0),
        "cudnnSetActivationDescriptor",
        mode);
    return descriptor;
  }

  /** For a call that queues work: it comes after ND4J's of the same thread. */
  @SuppressWarnings("ReferenceEquality") // Another handle of the same stream costs a call alone.
  cudnnContext handle() {
    CUstream_st now = gpu.stream();
    if (!streamSet || now != stream) {
      check(cudnnSetStream(context, now), "cudnnSetStream", "ND4J's stream");
      stream = now;
      streamSet = true;
    }
    return context;
  }

  boolean tensorFloat32() {
    return tensorFloat32;
  }

  /** What was chosen for a shape, or is now. */
  ConvolutionPlan plan(ConvolutionShape shape) {
    return plans.computeIfAbsent(shape, absent -> new ConvolutionPlan(this, absent));
  }

  /** The descriptor of maps in c order. */
  cudnnTensorStruct tensor(long images, long channels, long height, long width) {
    return tensors.computeIfAbsent(
        new TensorShape(
            Math.toIntExact(images),
            Math.toIntExact(channels),
            Math.toIntExact(height),
            Math.toIntExact(width)),
        Cudnn::descriptor);
  }

  /** The descriptor of an array of maps, taken to be in c order. */
  cudnnTensorStruct maps(INDArray array) {
    return tensor(array.size(0), array.size(1), array.size(2), array.size(3));
  }

  private static cudnnTensorStruct descriptor(TensorShape shape) {
    cudnnTensorStruct descriptor = new cudnnTensorStruct();
    check(cudnnCreateTensorDescriptor(descriptor), "cudnnCreateTensorDescriptor", shape);
    check(
        cudnnSetTensor4dDescriptor(
            descriptor,
            CUDNN_TENSOR_NCHW,
            CUDNN_DATA_FLOAT,
            shape.images,
            shape.channels,
            shape.height,
            shape.width),
        "cudnnSetTensor4dDescriptor",
        shape);
    return descriptor;
  }

  /**
   * The array itself where its numbers lie one after the other in c order, as cuDNN is told, else a
   * copy that does.
   *
   * @throws CudnnException if its numbers are not floats
   */
  INDArray contiguous(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new CudnnException(
          "cuDNN is used for networks in FLOAT, and this one computes in " + array.dataType());
    }
    if (isContiguous(array.shape(), array.stride())) {
      return array;
    }
    copies++;
    return array.dup('c');
  }

  /**
   * Whether numbers lie one after the other in c order. ND4J's own answer is "no" where a side is
   * 1, whose stride doesn't matter, as in weights of 1 x 1 and in rows that it calls f order.
   */
  static boolean isContiguous(long[] shape, long[] stride) {
    long step = 1;
    for (int side = shape.length - 1; side >= 0; side--) {
      if (shape[side] != 1 && stride[side] != step) {
        return false;
      }
      step *= shape[side];
    }
    return true;
  }

  /** How many arrays had to be copied so far. */
  int copies() {
    return copies;
  }

  /** Address of an array's first number, for the call that reads it next. */
  Pointer read(INDArray array) {
    return new Address(gpu.addressToRead(array));
  }

  /** Address of an array's first number, for the call that writes it next. */
  Pointer write(INDArray array) {
    if (!isContiguous(array.shape(), array.stride())) {
      throw new IllegalArgumentException(
          "cuDNN would write beside the numbers of an array with strides "
              + Arrays.toString(array.stride()));
    }
    return new Address(gpu.addressToWrite(array));
  }

  private static final class Address extends Pointer {
    private Address(long address) {
      this.address = address;
    }
  }

  /**
   * Device memory for an algorithm, the same for all: they run one after the other. An array of
   * ND4J's, so that it counts against the cell's share of the device.
   */
  @SuppressWarnings("try") // The scope is used by leaving it.
  Pointer workspace(long bytes) {
    if (bytes == 0) {
      return null;
    }
    long floats = (bytes + Float.BYTES - 1) / Float.BYTES;
    if (workspace == null || workspace.length() < floats) {
      if (workspace != null) {
        workspace.close();
      }
      try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        workspace = Nd4j.createUninitialized(DataType.FLOAT, floats);
      }
    }
    return write(workspace);
  }

  static void check(int status, String call, Object what) {
    if (status == CUDNN_STATUS_ALLOC_FAILED) {
      // In words by which DL4J, too, knows that it is no use to try again without a helper.
      throw new CudnnException(
          "Failed to allocate device memory: %s, for %s".formatted(call, what));
    }
    if (status != CUDNN_STATUS_SUCCESS) {
      throw new CudnnException(
          "%s says %s, for %s".formatted(call, cudnnGetErrorString(status).getString(), what));
    }
  }
}
