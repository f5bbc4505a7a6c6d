package io.github.dropblock.harness.cudnn;

import static io.github.dropblock.harness.cudnn.Cudnn.check;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_NOT_SUPPORTED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NCHW;
import static org.bytedeco.cuda.global.cudnn.cudnnActivationForward;
import static org.bytedeco.cuda.global.cudnn.cudnnAddTensor;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBackwardBias;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBackwardData;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBackwardFilter;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBiasActivationForward;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionForward;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateFilterDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetFilter4dDescriptor;

import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How convolutions of one shape are computed. The algorithms of the forward pass and of the two
 * gradients are chosen when each is first needed: frozen layers need no gradient.
 */
final class ConvolutionPlan {
  private static final Logger LOG = LoggerFactory.getLogger(ConvolutionPlan.class);

  private final Cudnn cudnn;
  private final ConvolutionShape shape;
  private final cudnnTensorStruct input;
  private final cudnnTensorStruct output;
  private final cudnnTensorStruct bias;
  private final cudnnFilterStruct filter = new cudnnFilterStruct();

  private final AlgorithmSearch search;

  private ChosenAlgorithm forward;
  private ChosenAlgorithm inputGradient;
  private ChosenAlgorithm filterGradient;

  /** Whether cuDNN adds the bias, and applies the activation, while it computes the convolution. */
  private boolean fuses = true;

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
    search = new AlgorithmSearch(cudnn, shape, input, filter, output);
  }

  /** y = x * w. */
  void convolve(Pointer x, Pointer w, Pointer y) {
    ChosenAlgorithm chosen = forward();
    check(
        cudnnConvolutionForward(
            cudnn.handle(),
            cudnn.one,
            input,
            x,
            filter,
            w,
            chosen.convolution(),
            chosen.id(),
            cudnn.workspace(chosen.workspace()),
            chosen.workspace(),
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
    ChosenAlgorithm chosen = forward();
    // The only algorithm that cuDNN fuses without an activation.
    boolean fusable = relu || chosen.id() == CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM;
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
            chosen.convolution(),
            chosen.id(),
            cudnn.workspace(chosen.workspace()),
            chosen.workspace(),
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
    ChosenAlgorithm chosen = inputGradient();
    check(
        cudnnConvolutionBackwardData(
            cudnn.handle(),
            cudnn.one,
            filter,
            w,
            output,
            dy,
            chosen.convolution(),
            chosen.id(),
            cudnn.workspace(chosen.workspace()),
            chosen.workspace(),
            cudnn.zero,
            input,
            dx),
        "cudnnConvolutionBackwardData",
        shape);
  }

  /** dw, from the input and the gradient at the output. */
  void filterGradient(Pointer x, Pointer dy, Pointer dw) {
    ChosenAlgorithm chosen = filterGradient();
    check(
        cudnnConvolutionBackwardFilter(
            cudnn.handle(),
            cudnn.one,
            input,
            x,
            output,
            dy,
            chosen.convolution(),
            chosen.id(),
            cudnn.workspace(chosen.workspace()),
            chosen.workspace(),
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

  private ChosenAlgorithm forward() {
    if (forward == null) {
      forward = search.forward();
    }
    return forward;
  }

  private ChosenAlgorithm inputGradient() {
    if (inputGradient == null) {
      inputGradient = search.inputGradient();
    }
    return inputGradient;
  }

  private ChosenAlgorithm filterGradient() {
    if (filterGradient == null) {
      filterGradient = search.filterGradient();
    }
    return filterGradient;
  }
}
