package io.github.dropblock.harness.cudnn;

import static io.github.dropblock.harness.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CROSS_CORRELATION;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DEFAULT_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DETERMINISTIC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_FMA_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateConvolutionDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionBackwardDataWorkspaceSize;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionBackwardFilterWorkspaceSize;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionForwardAlgorithm_v7;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionForwardWorkspaceSize;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolution2dDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolutionMathType;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdDataAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdFilterAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionFwdAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks cuDNN how to compute convolutions of one shape, and their gradients. */
final class AlgorithmSearch {
  private static final Logger LOG = LoggerFactory.getLogger(AlgorithmSearch.class);

  /** More than cuDNN has of any kind, in each of its precisions. */
  private static final int MOST_ALGORITHMS = 32;

  private final Cudnn cudnn;
  private final ConvolutionShape shape;
  private final cudnnTensorStruct input;
  private final cudnnFilterStruct filter;
  private final cudnnTensorStruct output;

  /** How cuDNN is asked for the workspace of an algorithm differs with what it computes. */
  @FunctionalInterface
  private interface WorkspaceSize {
    int ask(cudnnConvolutionStruct convolution, int algorithm, SizeTPointer bytes);
  }

  AlgorithmSearch(
      Cudnn cudnn,
      ConvolutionShape shape,
      cudnnTensorStruct input,
      cudnnFilterStruct filter,
      cudnnTensorStruct output) {
    this.cudnn = cudnn;
    this.shape = shape;
    this.input = input;
    this.filter = filter;
    this.output = output;
  }

  /** The convolution itself. */
  ChosenAlgorithm forward() {
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
    return choice(
        convolution,
        algorithms,
        "the convolution ",
        (descriptor, algorithm, bytes) ->
            cudnnGetConvolutionForwardWorkspaceSize(
                cudnn.handle(), input, filter, descriptor, output, algorithm, bytes));
  }

  /** The gradient at the input. */
  ChosenAlgorithm inputGradient() {
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
    return choice(
        convolution,
        algorithms,
        "the gradient at the input of ",
        (descriptor, algorithm, bytes) ->
            cudnnGetConvolutionBackwardDataWorkspaceSize(
                cudnn.handle(), filter, output, descriptor, input, algorithm, bytes));
  }

  /** The gradient of the weights. */
  ChosenAlgorithm filterGradient() {
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
    return choice(
        convolution,
        algorithms,
        "the gradient of the weights of ",
        (descriptor, algorithm, bytes) ->
            cudnnGetConvolutionBackwardFilterWorkspaceSize(
                cudnn.handle(), input, output, descriptor, filter, algorithm, bytes));
  }

  private static List<Algorithm> algorithms(IntPointer count, IntFunction<Algorithm> read) {
    return IntStream.range(0, count.get()).mapToObj(read).toList();
  }

  private static Algorithm algorithm(
      int id, int status, long memory, int determinism, int mathType) {
    return new Algorithm(
        id, status == CUDNN_STATUS_SUCCESS, memory, determinism == CUDNN_DETERMINISTIC, mathType);
  }

  private ChosenAlgorithm choice(
      cudnnConvolutionStruct convolution,
      List<Algorithm> algorithms,
      String purpose,
      WorkspaceSize size) {
    Algorithm algorithm = Algorithm.choose(algorithms, purpose + shape);
    if (algorithm.greedy()) {
      LOG.warn(
          "cuDNN takes {} MiB of the GPU's memory besides for {}{}; a smaller batch, or fewer cells on the GPU, may need less",
          algorithm.workspace() >> 20,
          purpose,
          shape);
    }
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
    return new ChosenAlgorithm(convolution, algorithm.id(), bytes.get());
  }

  private cudnnConvolutionStruct convolution() {
    cudnnConvolutionStruct convolution = new cudnnConvolutionStruct();
    check(cudnnCreateConvolutionDescriptor(convolution), "cudnnCreateConvolutionDescriptor", shape);
    AxisWindow down = shape.down();
    AxisWindow across = shape.across();
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
