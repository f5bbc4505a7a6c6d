package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Operation;

/** The average of each channel. */
final class AverageCalls implements OperationCalls {
  private final Assembly net;
  private final Operation.Average average;
  private final long planes;
  private final int area;

  AverageCalls(Assembly net, Operation.Average average) {
    this.net = net;
    this.average = average;
    planes = average.output().shape().length();
    area = (int) (average.from().shape().length() / planes);
  }

  @Override
  public void forward() {
    Array source = net.value(average.from());
    Array output = net.tape().floats(planes);
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
    Array gradient = net.gradient(average.output()).array();
    Array ofInput = net.tape().floats(planes * area);
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
