package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import java.util.Map;

/** A sum and its ReLU in one pass. */
final class SumCalls implements OperationCalls {
  private final TapeBuilder net;
  private final Operation.SumRelu sum;

  SumCalls(TapeBuilder net, Operation.SumRelu sum) {
    this.net = net;
    this.sum = sum;
  }

  @Override
  public void forward() {
    Buffer left = net.value(sum.left());
    Buffer right = net.tape().in(left.format(), net.value(sum.right()), "a map");
    Buffer output = net.mayOverwrite(sum.left()) ? left : net.tape().array(left.format());
    var format = left.format().descriptor();
    try (Descriptor descriptor =
        Descriptor.of(
            "sum " + sum.name(),
            made ->
                dnnl_binary_primitive_desc_create(
                    made, OneDnn.ENGINE, dnnl_binary_add, format, format, format, Relu.after()))) {
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(DNNL_ARG_SRC_0, left, DNNL_ARG_SRC_1, right, DNNL_ARG_DST, output)));
    }
    net.put(sum.output(), output);
  }

  /** Both addends have the same gradient, in the same array. */
  @Override
  public void backward() {
    Buffer gradient = Relu.backward(net, net.value(sum.output()), net.gradient(sum.output()));
    boolean both = sum.left().wantsGradient() && sum.right().wantsGradient();
    if (sum.left().wantsGradient()) {
      net.give(sum.left(), gradient, both);
    }
    if (sum.right().wantsGradient()) {
      net.give(sum.right(), gradient, both);
    }
  }
}
