package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Pointer;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;

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
    output = net.tape().floats(pooling.output().shape().length());
    net.tape()
        .add(
            () ->
                gpu.cudnn.call(
                    "cudnnPoolingForward",
                    gpu.dnn,
                    descriptor,
                    gpu.one,
                    x,
                    source.address(),
                    gpu.zero,
                    y,
                    output.address()),
            source,
            output);
    net.put(pooling.output(), output);
  }

  @Override
  public void backward() {
    DeviceArray gradient = net.gradient(pooling.output()).array();
    DeviceArray ofInput = net.tape().floats(pooling.from().shape().length());
    net.tape()
        .add(
            () ->
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
                    ofInput.address()),
            source,
            output,
            gradient,
            ofInput);
    net.give(pooling.from(), ofInput, false);
  }
}
