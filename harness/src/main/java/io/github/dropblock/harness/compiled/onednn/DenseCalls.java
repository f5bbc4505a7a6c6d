package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import java.util.Map;

/** A fully connected layer, with its bias and ReLU in the same pass. */
final class DenseCalls implements OperationCalls {
  private final TapeBuilder net;
  private final Operation.Dense dense;
  private final Shape to;

  /** {@code [out, in]}, with two sizes of 1 more where the input is of maps. */
  private final Shape matrix;

  private Buffer source;

  DenseCalls(TapeBuilder net, Operation.Dense dense) {
    this.net = net;
    this.dense = dense;
    to = dense.output().shape();
    Shape weights = dense.weights().shape();
    matrix =
        dense.from().shape().maps()
            ? new Shape(weights.sizes()[0], weights.sizes()[1], 1, 1)
            : weights;
  }

  private Descriptor forwardDescriptor(boolean relu) {
    Descriptor.Creation free = made -> forward(made, Format.any(matrix), relu);
    if (!net.stored(dense.weights())) {
      return Descriptor.of(what("forward"), free);
    }
    Format stored = net.stored(dense.weights(), null).format();
    return Descriptor.of(what("forward"), made -> forward(made, stored, relu), free);
  }

  private int forward(org.bytedeco.dnnl.dnnl_primitive_desc made, Format weights, boolean relu) {
    return dnnl_inner_product_forward_primitive_desc_create(
        made,
        OneDnn.ENGINE,
        net.training() ? dnnl_forward_training : dnnl_forward_inference,
        source.format().descriptor(),
        weights.descriptor(),
        Format.plain(dense.bias().shape()).descriptor(),
        Format.plain(to).descriptor(),
        relu ? Relu.after() : null);
  }

  @Override
  public void forward() {
    source = net.value(dense.from());
    Buffer output = net.tape().array(Format.plain(to));
    try (Descriptor descriptor = forwardDescriptor(dense.relu())) {
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(
                      DNNL_ARG_SRC,
                      source,
                      DNNL_ARG_WEIGHTS,
                      net.parameter(
                          dense.weights(), descriptor.format(dnnl_query_weights_md, matrix)),
                      DNNL_ARG_BIAS,
                      net.parameter(dense.bias(), Format.plain(dense.bias().shape())),
                      DNNL_ARG_DST,
                      output)));
    }
    net.put(dense.output(), output);
  }

  @Override
  public void backward() {
    Gradient<Buffer> given = net.gradient(dense.output());
    Buffer gradient =
        dense.relu() ? Relu.backward(net, net.value(dense.output()), given) : given.array();
    try (Descriptor hint =
        Descriptor.of(what("forward"), made -> forward(made, Format.any(matrix), false))) {
      Buffer ofWeights = null;
      Buffer ofBias = net.tape().array(Format.plain(dense.bias().shape()));
      if (dense.weights().trained()) {
        ofWeights = weights(hint, gradient, ofBias);
      }
      if (dense.from().wantsGradient()) {
        data(hint, gradient);
      }
      if (ofWeights != null) {
        net.learn(dense.weights(), ofWeights);
        net.learn(dense.bias(), ofBias);
      }
    }
  }

  private Buffer weights(Descriptor hint, Buffer gradient, Buffer ofBias) {
    try (Descriptor descriptor =
        Descriptor.of(
            what("gradient of the weights"),
            made ->
                dnnl_inner_product_backward_weights_primitive_desc_create(
                    made,
                    OneDnn.ENGINE,
                    source.format().descriptor(),
                    Format.any(matrix).descriptor(),
                    Format.plain(dense.bias().shape()).descriptor(),
                    gradient.format().descriptor(),
                    hint.get(),
                    null))) {
      Buffer ofWeights = net.tape().array(descriptor.format(dnnl_query_diff_weights_md, matrix));
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(
                      DNNL_ARG_SRC, source,
                      DNNL_ARG_DIFF_DST, gradient,
                      DNNL_ARG_DIFF_WEIGHTS, ofWeights,
                      DNNL_ARG_DIFF_BIAS, ofBias)));
      return ofWeights;
    }
  }

  private void data(Descriptor hint, Buffer gradient) {
    try (Descriptor descriptor =
        Descriptor.of(
            what("gradient of the input"),
            made ->
                dnnl_inner_product_backward_data_primitive_desc_create(
                    made,
                    OneDnn.ENGINE,
                    source.format().descriptor(),
                    Format.any(matrix).descriptor(),
                    gradient.format().descriptor(),
                    hint.get(),
                    null))) {
      Buffer ofInput = net.tape().array(source.format());
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(
                      DNNL_ARG_WEIGHTS,
                      net.parameter(
                          dense.weights(), descriptor.format(dnnl_query_weights_md, matrix)),
                      DNNL_ARG_DIFF_DST,
                      gradient,
                      DNNL_ARG_DIFF_SRC,
                      ofInput)));
      net.give(dense.from(), ofInput, false);
    }
  }

  private String what(String pass) {
    return "dense layer " + dense.name() + ", " + pass;
  }
}
