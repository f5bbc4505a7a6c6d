package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Pointer;
import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;

/** A convolution, its bias and ReLU in one call where cuDNN has that. */
final class ConvolutionLaunches implements OperationCalls {
  /**
   * Statuses of cuDNN from 2000 to 2999 say that a parameter is bad, from 3000 to 3999 that it has
   * no such thing. Which one an older cuDNN gives for what a newer one can is not told; a parameter
   * that is bad is so for a convolution by itself too.
   */
  private static final int FIRST_REFUSAL = 2000;

  private static final int LAST_REFUSAL = 3999;

  private final GraphBuilder net;
  private final GpuContext gpu;
  private final Operation.Convolution convolution;
  private final Pointer x;
  private final Pointer w;
  private final Pointer y;
  private final Shape to;
  private DeviceArray source;
  private DeviceArray output;

  /** Whether cuDNN adds the bias and applies ReLU itself; found out by the first step. */
  private boolean fuses;

  ConvolutionLaunches(GraphBuilder net, Operation.Convolution convolution) {
    this.net = net;
    this.gpu = net.gpu();
    this.convolution = convolution;
    to = convolution.output().shape();
    x = net.descriptors().tensor(convolution.from().shape());
    w = net.descriptors().filter(convolution.weights().shape());
    y = net.descriptors().tensor(to);
    fuses = convolution.bias() != null && convolution.relu();
  }

  private DnnAlgorithm choose(DnnAlgorithm.Pass pass) {
    return DnnAlgorithm.choose(
        gpu,
        net.descriptors(),
        pass,
        x,
        w,
        net.descriptors().convolution(convolution.window()),
        y,
        "convolution " + convolution.name());
  }

  private DeviceArray workspace(DnnAlgorithm algorithm) {
    return net.tape().array(Math.max(1, algorithm.workspace()));
  }

  @Override
  public void forward() {
    source = net.value(convolution.from());
    output = net.numbers(to.length());
    DnnAlgorithm algorithm = choose(DnnAlgorithm.Pass.FORWARD);
    DeviceArray workspace = workspace(algorithm);
    net.tape()
        .add(
            () -> {
              if (!fused(algorithm, workspace)) {
                apart(algorithm, workspace);
              }
            },
            source,
            output,
            workspace);
    net.put(convolution.output(), output);
  }

  private boolean fused(DnnAlgorithm algorithm, DeviceArray workspace) {
    if (!fuses) {
      return false;
    }
    int status =
        gpu.cudnn.ask(
            "cudnnConvolutionBiasActivationForward",
            gpu.dnn,
            gpu.one,
            x,
            source.address(),
            w,
            net.weights().factors(convolution.weights()),
            algorithm.convolution(),
            algorithm.id(),
            workspace.address(),
            algorithm.workspace(),
            gpu.zero,
            y,
            output.address(),
            net.descriptors().biases(to.channels()),
            net.weights().factors(convolution.bias()),
            net.descriptors().relu(),
            y,
            output.address());
    fuses = status < FIRST_REFUSAL || status > LAST_REFUSAL;
    if (fuses && status != 0) {
      throw gpu.cudnn.refused("cudnnConvolutionBiasActivationForward", status);
    }
    return fuses;
  }

  private void apart(DnnAlgorithm algorithm, DeviceArray workspace) {
    gpu.cudnn.call(
        "cudnnConvolutionForward",
        gpu.dnn,
        gpu.one,
        x,
        source.address(),
        w,
        net.weights().factors(convolution.weights()),
        algorithm.convolution(),
        algorithm.id(),
        workspace.address(),
        algorithm.workspace(),
        gpu.zero,
        y,
        output.address());
    if (convolution.bias() != null) {
      gpu.kernels.launch(
          "add_bias",
          to.length(),
          output.address(),
          net.weights().values(convolution.bias()),
          to.length(),
          (int) to.channels(),
          (int) (to.height() * to.width()),
          convolution.relu() ? 1 : 0);
    } else if (convolution.relu()) {
      net.relu(output, to.length());
    }
  }

  @Override
  public void backward() {
    Gradient<DeviceArray> given = net.gradient(convolution.output());
    DeviceArray gradient =
        convolution.relu() ? net.reluGradient(convolution.output(), output, given) : given.array();
    if (convolution.weights().trained()) {
      weights(gradient);
    }
    if (convolution.from().wantsGradient()) {
      input(gradient);
    }
  }

  private void weights(DeviceArray gradient) {
    DnnAlgorithm algorithm = choose(DnnAlgorithm.Pass.FILTER_GRADIENT);
    DeviceArray workspace = workspace(algorithm);
    if (net.narrow()) {
      // cuDNN leaves numbers like those that it multiplied.
      long count = convolution.weights().shape().length();
      DeviceArray narrow = net.numbers(count);
      net.tape()
          .add(
              () -> {
                weights(gradient, algorithm, workspace, narrow.address());
                net.widen(narrow, net.weights().gradient(convolution.weights()), count);
              },
              source,
              gradient,
              workspace,
              narrow);
    } else {
      net.tape()
          .add(
              () ->
                  weights(
                      gradient,
                      algorithm,
                      workspace,
                      net.weights().gradient(convolution.weights())),
              source,
              gradient,
              workspace);
    }
    if (convolution.bias() != null) {
      new BiasGradientLaunches(net, convolution).add(gradient);
    }
  }

  private void weights(
      DeviceArray gradient, DnnAlgorithm algorithm, DeviceArray workspace, long place) {
    gpu.cudnn.call(
        "cudnnConvolutionBackwardFilter",
        gpu.dnn,
        gpu.one,
        x,
        source.address(),
        y,
        gradient.address(),
        algorithm.convolution(),
        algorithm.id(),
        workspace.address(),
        algorithm.workspace(),
        gpu.zero,
        w,
        place);
  }

  private void input(DeviceArray gradient) {
    DnnAlgorithm algorithm = choose(DnnAlgorithm.Pass.INPUT_GRADIENT);
    DeviceArray workspace = workspace(algorithm);
    DeviceArray ofInput = net.numbers(convolution.from().shape().length());
    net.tape()
        .add(
            () ->
                gpu.cudnn.call(
                    "cudnnConvolutionBackwardData",
                    gpu.dnn,
                    gpu.one,
                    w,
                    net.weights().factors(convolution.weights()),
                    y,
                    gradient.address(),
                    algorithm.convolution(),
                    algorithm.id(),
                    workspace.address(),
                    algorithm.workspace(),
                    gpu.zero,
                    x,
                    ofInput.address()),
            gradient,
            ofInput,
            workspace);
    net.give(convolution.from(), ofInput, false);
  }
}
