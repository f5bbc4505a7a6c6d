package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Pointer;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.compiled.Window;

/** Max-pooling. */
final class PoolingLaunches implements OperationCalls {
  private final GraphBuilder net;
  private final GpuContext gpu;
  private final Operation.MaxPooling pooling;
  private final Pointer descriptor;
  private final Pointer x;
  private final Pointer y;
  private DeviceArray source;
  private DeviceArray output;

  /** Which cell of its window each output is, where cuDNN does not compute. */
  private DeviceArray best;

  PoolingLaunches(GraphBuilder net, Operation.MaxPooling pooling) {
    this.net = net;
    this.gpu = net.gpu();
    this.pooling = pooling;
    descriptor = net.descriptors().pooling(pooling.window());
    x = net.descriptors().tensor(pooling.from().shape());
    y = net.descriptors().tensor(pooling.output().shape());
  }

  @Override
  public void forward() {
    source = net.value(pooling.from());
    long count = pooling.output().shape().length();
    output = net.numbers(count);
    if (net.narrow()) {
      best = net.tape().array(count * Short.BYTES);
      net.tape()
          .add(
              () -> launch("max_pool", count, source.address(), output.address(), best.address()),
              source,
              output,
              best);
    } else {
      net.tape().add(this::forwardByCudnn, source, output);
    }
    net.put(pooling.output(), output);
  }

  private void forwardByCudnn() {
    gpu.cudnn.call(
        "cudnnPoolingForward",
        gpu.dnn,
        descriptor,
        gpu.one,
        x,
        source.address(),
        gpu.zero,
        y,
        output.address());
  }

  @Override
  public void backward() {
    DeviceArray gradient = net.gradient(pooling.output()).array();
    long count = pooling.from().shape().length();
    DeviceArray ofInput = net.numbers(count);
    if (net.narrow()) {
      net.tape()
          .add(
              () ->
                  launch(
                      "max_pool_gradient",
                      count,
                      best.address(),
                      gradient.address(),
                      ofInput.address()),
              best,
              gradient,
              ofInput);
    } else {
      net.tape().add(() -> backwardByCudnn(gradient, ofInput), source, output, gradient, ofInput);
    }
    net.give(pooling.from(), ofInput, false);
  }

  private void backwardByCudnn(DeviceArray gradient, DeviceArray ofInput) {
    gpu.cudnn.call(
        "cudnnPoolingBackward",
        gpu.dnn,
        descriptor,
        gpu.one,
        y,
        output.address(),
        y,
        gradient.address(),
        x,
        source.address(),
        gpu.zero,
        x,
        ofInput.address());
  }

  /** A kernel of ours on three arrays and the window. */
  private void launch(String kernel, long count, long first, long second, long third) {
    Shape from = pooling.from().shape();
    Shape to = pooling.output().shape();
    Window window = pooling.window();
    gpu.kernels.launch(
        kernel,
        count,
        first,
        second,
        third,
        count,
        (int) from.height(),
        (int) from.width(),
        (int) to.height(),
        (int) to.width(),
        window.height(),
        window.width(),
        window.strideDown(),
        window.strideAcross(),
        window.paddingDown(),
        window.paddingAcross());
  }
}
