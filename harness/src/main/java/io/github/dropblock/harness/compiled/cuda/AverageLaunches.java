package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;

/** The average of each channel. */
final class AverageLaunches implements OperationCalls {
  private final GraphBuilder net;
  private final Operation.Average average;
  private final long planes;
  private final int area;

  AverageLaunches(GraphBuilder net, Operation.Average average) {
    this.net = net;
    this.average = average;
    planes = average.output().shape().length();
    area = (int) (average.from().shape().length() / planes);
  }

  @Override
  public void forward() {
    DeviceArray source = net.value(average.from());
    DeviceArray output = net.numbers(planes);
    net.tape()
        .add(
            () ->
                net.gpu()
                    .kernels
                    .launch("average", planes, source.address(), output.address(), planes, area),
            source,
            output);
    net.put(average.output(), output);
  }

  @Override
  public void backward() {
    DeviceArray gradient = net.gradient(average.output()).array();
    DeviceArray ofInput = net.numbers(planes * area);
    net.tape()
        .add(
            () ->
                net.gpu()
                    .kernels
                    .launch(
                        "average_gradient",
                        planes * area,
                        gradient.address(),
                        ofInput.address(),
                        planes * area,
                        area),
            gradient,
            ofInput);
    net.give(average.from(), ofInput, false);
  }
}
