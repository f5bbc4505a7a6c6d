package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;

/**
 * A sum and its ReLU in one pass, and DropBlock with them where it writes over what they put out.
 */
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
    BlockDrawing.Place place = net.droppedBySum(sum.output());
    StepKernels kernels = net.gpu().kernels;
    net.tape()
        .add(
            () -> {
              if (place == null) {
                kernels.launch(
                    "sum_relu", length, left.address(), right.address(), output.address(), length);
              } else {
                kernels.launch(
                    "sum_relu_drop",
                    length,
                    left.address(),
                    right.address(),
                    output.address(),
                    place.mask(),
                    place.scale(),
                    length,
                    place.width());
              }
            },
            left,
            right,
            output);
    net.put(sum.output(), output);
  }

  /** Both addends have the same gradient, in the same array. */
  @Override
  public void backward() {
    DeviceArray gradient = net.reluGradient(sum.output(), output, net.gradient(sum.output()));
    boolean both = sum.left().wantsGradient() && sum.right().wantsGradient();
    if (sum.left().wantsGradient()) {
      net.give(sum.left(), gradient, both);
    }
    if (sum.right().wantsGradient()) {
      net.give(sum.right(), gradient, both);
    }
  }
}
