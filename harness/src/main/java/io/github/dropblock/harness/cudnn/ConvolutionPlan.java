package io.github.dropblock.harness.cudnn;

import static io.github.dropblock.harness.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.*;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdDataAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdFilterAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionFwdAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How convolutions of one shape are computed. The algorithms of the forward pass and of the two
 * gradients are chosen when each is first needed: frozen layers need no gradient.
 */
final class ConvolutionPlan {
  private static final Logger LOG = LoggerFactory.getLogger(ConvolutionPlan.class);

  /** More than cuDNN has of any kind, in each of its precisions. */
  private static final int MOST_ALGORITHMS = 32;

  private final Cudnn cudnn;
  private final ConvolutionShape shape;
  private final cudnnTensorStruct input;
  private final cudnnTensorStruct output;
  private final cudnnTensorStruct bias;
  private final cudnnFilterStruct filter = new cudnnFilterStruct();

  private Choice forward;
  private Choice inputGradient;
  private Choice filterGradient;

  /** Whether cuDNN adds the bias, and applies the activation, while it computes the convolution. */
  private boolean fuses = true;

  /**
   * @param convolution its descriptor, with the precision of the algorithm
   * @param workspace bytes
   */
  private record Choice(cudnnConvolutionStruct convolution, int algorithm, long workspace) {}

  /** Asks for the workspace of an algorithm: how cuDNN does it differs with what it is for. */
  @FunctionalInterface
  private interface WorkspaceSize {
    int ask(cudnnConvolutionStruct convolution, int algorithm, SizeTPointer bytes);
  }

  ConvolutionPlan(Cudnn cudnn, ConvolutionShape shape) {
    this.cudnn = cudnn;
    this.shape = shape;
    input = cudnn.tensor(shape.images(), shape.channels(), shape.height(), shape.width());
    output =
        cudnn.tensor(shape.images(), shape.filters(), shape.outputHeight(), shape.outputWidth());
    bias = cudnn.tensor(1, shape.filters(), 1, 1);
    check(cudnnCreateFilterDescriptor(filter), "cudnnCreateFilterDescriptor", shape);
    check(
        cudnnSetFilter4dDescriptor(
            filter,
            CUDNN_DATA_FLOAT,
            CUDNN_TENSOR_NCHW,
            shape.filters(),
            shape.channels(),
            shape.down().kernel(),
            shape.across().kernel()),
        "cudnnSetFilter4dDescriptor",
        shape);
  }

  /** y = x * w. */
  void convolve(Pointer x, Pointer w, Pointer y) {
    Choice choice = forward();
    check(
        cudnnConvolutionForward(
            cudnn.handle(),
            cudnn.one,
            input,
            x,
            filter,
            w,
            choice.convolution,
            choice.algorithm,
            cudnn.workspace(choice.workspace),
            choice.workspace,
            cudnn.zero,
            output,
            y),
        "cudnnConvolutionForward",
        shape);
  }

  /** y = relu(x * w + b), or without the relu. */
  void convolve(Pointer x, Pointer w, Pointer b, boolean relu, Pointer y) {
    if (!fused(x, w, b, relu, y)) {
      convolve(x, w, y);
      check(
          cudnnAddTensor(cudnn.handle(), cudnn.one, bias, b, cudnn.one, output, y),
          "cudnnAddTensor",
          shape);
      if (relu) {
        check(
            cudnnActivationForward(
                cudnn.handle(), cudnn.relu, cudnn.one, output, y, cudnn.zero, output, y),
            "cudnnActivationForward",
            shape);
      }
    }
  }

  private boolean fused(Pointer x, Pointer w, Pointer b, boolean relu, Pointer y) {
    Choice choice = forward();
    // The only algorithm that cuDNN fuses without an activation.
    boolean fusable = relu || choice.algorithm == CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM;
    if (!fuses || !fusable) {
      return false;
    }
    cudnnActivationStruct activation = relu ? cudnn.relu : cudnn.identity;
    int status =
        cudnnConvolutionBiasActivationForward(
            cudnn.handle(),
            cudnn.one,
            input,
            x,
            filter,
            w,
            choice.convolution,
            choice.algorithm,
            cudnn.workspace(choice.workspace),
            choice.workspace,
            cudnn.zero,
            output,
            y,
            bias,
            b,
            activation,
            output,
            y);
    if (status == CUDNN_STATUS_NOT_SUPPORTED) {
      LOG.info("cuDNN can't fuse bias and activation into the convolution {}", shape);
      fuses = false;
      return false;
    }
    check(status, "cudnnConvolutionBiasActivationForward", shape);
    return true;
  }

  /** dx, from the weights and the gradient at the output. */
  void inputGradient(Pointer w, Pointer dy, Pointer dx) {
    Choice choice = inputGradient();
    check(
        cudnnConvolutionBackwardData(
            cudnn.handle(),
            cudnn.one,
            filter,
            w,
            output,
            dy,
            choice.convolution,
            choice.algorithm,
            cudnn.workspace(choice.workspace),
            choice.workspace,
            cudnn.zero,
            input,
            dx),
        "cudnnConvolutionBackwardData",
        shape);
  }

  /** dw, from the input and the gradient at the output. */
  void filterGradient(Pointer x, Pointer dy, Pointer dw) {
    Choice choice = filterGradient();
    check(
        cudnnConvolutionBackwardFilter(
            cudnn.handle(),
            cudnn.one,
            input,
            x,
            output,
            dy,
            choice.convolution,
            choice.algorithm,
            cudnn.workspace(choice.workspace),
            choice.workspace,
            cudnn.zero,
            filter,
            dw),
        "cudnnConvolutionBackwardFilter",
        shape);
  }

  /** db, from the gradient at the output. */
  void biasGradient(Pointer dy, Pointer db) {
    check(
        cudnnConvolutionBackwardBias(cudnn.handle(), cudnn.one, output, dy, cudnn.zero, bias, db),
        "cudnnConvolutionBackwardBias",
        shape);
  }

  private Choice forward() {
    if (forward == null) {
      cudnnConvolutionStruct convolution = convolution();
      cudnnConvolutionFwdAlgoPerf_t found = new cudnnConvolutionFwdAlgoPerf_t(MOST_ALGORITHMS);
      IntPointer count = new IntPointer(1L);
      check(
          cudnnGetConvolutionForwardAlgorithm_v7(
              cudnn.handle(), input, filter, convolution, output, MOST_ALGORITHMS, count, found),
          "cudnnGetConvolutionForwardAlgorithm_v7",
          shape);
      List<Algorithm> algorithms =
          algorithms(
              count,
              i -> {
                cudnnConvolutionFwdAlgoPerf_t one = found.position(i);
                return algorithm(
                    one.algo(), one.status(), one.memory(), one.determinism(), one.mathType());
              });
      forward =
          choice(
              convolution,
              algorithms,
              "the convolution ",
              (descriptor, algorithm, bytes) ->
                  cudnnGetConvolutionForwardWorkspaceSize(
                      cudnn.handle(), input, filter, descriptor, output, algorithm, bytes));
    }
    return forward;
  }

  private Choice inputGradient() {
    if (inputGradient == null) {
      cudnnConvolutionStruct convolution = convolution();
      cudnnConvolutionBwdDataAlgoPerf_t found =
          new cudnnConvolutionBwdDataAlgoPerf_t(MOST_ALGORITHMS);
      IntPointer count = new IntPointer(1L);
      check(
          cudnnGetConvolutionBackwardDataAlgorithm_v7(
              cudnn.handle(), filter, output, convolution, input, MOST_ALGORITHMS, count, found),
          "cudnnGetConvolutionBackwardDataAlgorithm_v7",
          shape);
      List<Algorithm> algorithms =
          algorithms(
              count,
              i -> {
                cudnnConvolutionBwdDataAlgoPerf_t one = found.position(i);
                return algorithm(
                    one.algo(), one.status(), one.memory(), one.determinism(), one.mathType());
              });
      inputGradient =
          choice(
              convolution,
              algorithms,
              "the gradient at the input of ",
              (descriptor, algorithm, bytes) ->
                  cudnnGetConvolutionBackwardDataWorkspaceSize(
                      cudnn.handle(), filter, output, descriptor, input, algorithm, bytes));
    }
    return inputGradient;
  }

  private Choice filterGradient() {
    if (filterGradient == null) {
      cudnnConvolutionStruct convolution = convolution();
      cudnnConvolutionBwdFilterAlgoPerf_t found =
          new cudnnConvolutionBwdFilterAlgoPerf_t(MOST_ALGORITHMS);
      IntPointer count = new IntPointer(1L);
      check(
          cudnnGetConvolutionBackwardFilterAlgorithm_v7(
              cudnn.handle(), input, output, convolution, filter, MOST_ALGORITHMS, count, found),
          "cudnnGetConvolutionBackwardFilterAlgorithm_v7",
          shape);
      List<Algorithm> algorithms =
          algorithms(
              count,
              i -> {
                cudnnConvolutionBwdFilterAlgoPerf_t one = found.position(i);
                return algorithm(
                    one.algo(), one.status(), one.memory(), one.determinism(), one.mathType());
              });
      filterGradient =
          choice(
              convolution,
              algorithms,
              "the gradient of the weights of ",
              (descriptor, algorithm, bytes) ->
                  cudnnGetConvolutionBackwardFilterWorkspaceSize(
                      cudnn.handle(), input, output, descriptor, filter, algorithm, bytes));
    }
    return filterGradient;
  }

  private static List<Algorithm> algorithms(IntPointer count, IntFunction<Algorithm> read) {
    return IntStream.range(0, count.get()).mapToObj(read).toList();
  }

  private static Algorithm algorithm(
      int id, int status, long memory, int determinism, int mathType) {
    return new Algorithm(
        id, status == CUDNN_STATUS_SUCCESS, memory, determinism == CUDNN_DETERMINISTIC, mathType);
  }

  private Choice choice(
      cudnnConvolutionStruct convolution,
      List<Algorithm> algorithms,
      String purpose,
      WorkspaceSize size) {
    Algorithm algorithm = Algorithm.choose(algorithms, purpose + shape);
    if (cudnn.tensorFloat32()) {
      precision(convolution, algorithm.mathType());
    }
    SizeTPointer bytes = new SizeTPointer(1);
    check(
        size.ask(convolution, algorithm.id(), bytes),
        "the size of cuDNN's workspace",
        purpose + shape);
    LOG.debug(
        "{}{}: algorithm {}, workspace {} bytes", purpose, shape, algorithm.id(), bytes.get());
    return new Choice(convolution, algorithm.id(), bytes.get());
  }

  private cudnnConvolutionStruct convolution() {
    cudnnConvolutionStruct convolution = new cudnnConvolutionStruct();
    check(cudnnCreateConvolutionDescriptor(convolution), "cudnnCreateConvolutionDescriptor", shape);
    Window down = shape.down();
    Window across = shape.across();
    check(
        cudnnSetConvolution2dDescriptor(
            convolution,
            down.padding(),
            across.padding(),
            down.stride(),
            across.stride(),
            down.dilation(),
            across.dilation(),
            CUDNN_CROSS_CORRELATION,
            CUDNN_DATA_FLOAT),
        "cudnnSetConvolution2dDescriptor",
        shape);
    // Without the second, cuDNN rounds to TensorFloat-32 where it can.
    precision(convolution, cudnn.tensorFloat32() ? CUDNN_DEFAULT_MATH : CUDNN_FMA_MATH);
    return convolution;
  }

  private void precision(cudnnConvolutionStruct convolution, int mathType) {
    check(cudnnSetConvolutionMathType(convolution, mathType), "cudnnSetConvolutionMathType", shape);
  }
}
