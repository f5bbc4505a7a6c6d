package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;

/** A sum and its ReLU in one pass. */
final class SumLaunches implements OperationCalls {
  private final GraphBuilder net;
  private final Operation.SumRelu sum;
  private final long length;
  private DeviceArray output;

  SumLaunches(GraphBuilder net, Operation.SumRelu sum) {
    this.net = net;
    this.sum = sum;
    length = sum.output().shape().length();
  }

  @Override
  public void forward() {
    DeviceArray left = net.value(sum.left());
    DeviceArray right = net.value(sum.right());
    output = net.numbers(length);
    net.tape()
        .add(
            () ->
                net.gpu()
                    .kernels
                    .launch(
                        "sum_relu",
                        length,
                        left.address(),
                        right.address(),
                        output.address(),
                        length),
            left,
            right,
            output);
    net.put(sum.output(), output);
  }

  /** Both addends have the same gradient, in the same array. */
  @Override
  public void backward() {
    DeviceArray gradient = net.reluGradient(output, net.gradient(sum.output()), length);
    boolean both = sum.left().wantsGradient() && sum.right().wantsGradient();
    if (sum.left().wantsGradient()) {
      net.give(sum.left(), gradient, both);
    }
    if (sum.right().wantsGradient()) {
      net.give(sum.right(), gradient, both);
    }
  }
}
