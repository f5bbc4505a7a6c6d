package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/** A convolution, with its bias and ReLU in the same pass. */
final class ConvolutionCalls implements OperationCalls {
  private static final long[] UNDILATED = {0, 0};

  private final TapeBuilder net;
  private final Operation.Convolution convolution;
  private final Shape from;
  private final Shape to;
  private final Shape kernel;
  private final long[] strides;
  private final long[] before;
  private final long[] after;

  /** The input as the forward pass took it. */
  private Buffer source;

  ConvolutionCalls(TapeBuilder net, Operation.Convolution convolution) {
    this.net = net;
    this.convolution = convolution;
    from = convolution.from().shape();
    to = convolution.output().shape();
    kernel = convolution.weights().shape();
    var window = convolution.window();
    strides = new long[] {window.strideDown(), window.strideAcross()};
    before = new long[] {window.paddingDown(), window.paddingAcross()};
    after = new long[] {window.paddingBelow(from, to), window.paddingRight(from, to)};
  }

  @Override
  public void forward() {
    Buffer given = net.value(convolution.from());
    // The three channels of pixels fill no block; there are kernels that take them as they are.
    Format wanted = net.isInput(convolution.from()) ? given.format() : Format.any(from);
    dnnl_primitive_attr attributes = convolution.relu() ? Relu.after() : null;
    try (Descriptor descriptor = forward(wanted, attributes)) {
      source = net.tape().in(descriptor.format(dnnl_query_src_md, from), given, "a map");
      Buffer output = net.tape().array(descriptor.format(dnnl_query_dst_md, to));
      Map<Integer, Buffer> arguments = new LinkedHashMap<>();
      arguments.put(DNNL_ARG_SRC, source);
      arguments.put(
          DNNL_ARG_WEIGHTS,
          net.parameter(convolution.weights(), descriptor.format(dnnl_query_weights_md, kernel)));
      if (convolution.bias() != null) {
        arguments.put(
            DNNL_ARG_BIAS,
            net.parameter(convolution.bias(), Format.plain(convolution.bias().shape())));
      }
      arguments.put(DNNL_ARG_DST, output);
      net.tape().add(new PrimitiveCall(descriptor, arguments));
      net.put(convolution.output(), output);
    }
  }

  /**
   * In the parameters' format where they have one, so that other batches share them as they are.
   */
  private Descriptor forward(Format source, dnnl_primitive_attr attributes) {
    Descriptor.Creation free = made -> forward(made, source, Format.any(kernel), attributes);
    if (!net.stored(convolution.weights())) {
      return Descriptor.of(what("forward"), free);
    }
    Format stored = net.stored(convolution.weights(), null).format();
    return Descriptor.of(what("forward"), made -> forward(made, source, stored, attributes), free);
  }

  private int forward(
      org.bytedeco.dnnl.dnnl_primitive_desc made,
      Format source,
      Format weights,
      dnnl_primitive_attr attributes) {
    return dnnl_convolution_forward_primitive_desc_create(
        made,
        OneDnn.ENGINE,
        net.training() ? dnnl_forward_training : dnnl_forward_inference,
        dnnl_convolution_direct,
        source.descriptor(),
        weights.descriptor(),
        bias(),
        Format.any(to).descriptor(),
        strides,
        UNDILATED,
        before,
        after,
        attributes);
  }

  private dnnl_memory_desc bias() {
    return convolution.bias() == null
        ? null
        : Format.plain(convolution.bias().shape()).descriptor();
  }

  @Override
  public void backward() {
    Buffer output = net.value(convolution.output());
    Buffer gradient =
        convolution.relu()
            ? Relu.backward(net, output, net.gradient(convolution.output()))
            : net.gradient(convolution.output()).array();
    Format wanted = net.isInput(convolution.from()) ? source.format() : Format.any(from);
    try (Descriptor hint = forward(wanted, null)) {
      Map<Parameter, Buffer> learnt = new LinkedHashMap<>();
      if (convolution.weights().trained()) {
        learnt = weights(hint, wanted, gradient, output.format());
      }
      if (convolution.from().wantsGradient()) {
        data(hint, gradient, output.format());
      }
      learnt.forEach(net::learn);
    }
  }

  /** Gradients of the kernels and the bias. */
  private Map<Parameter, Buffer> weights(
      Descriptor hint, Format wanted, Buffer gradient, Format output) {
    Map<Parameter, Buffer> learnt = new LinkedHashMap<>();
    Map<Integer, Buffer> arguments = new LinkedHashMap<>();
    try (Descriptor descriptor =
        Descriptor.of(
            what("gradient of the weights"),
            made -> weights(made, hint, source.format(), output),
            made -> weights(made, hint, wanted, Format.any(to)))) {
      arguments.put(
          DNNL_ARG_SRC, net.tape().in(descriptor.format(dnnl_query_src_md, from), source, "a map"));
      arguments.put(
          DNNL_ARG_DIFF_DST,
          net.tape().in(descriptor.format(dnnl_query_diff_dst_md, to), gradient, "a gradient"));
      Buffer ofWeights = net.tape().array(descriptor.format(dnnl_query_diff_weights_md, kernel));
      arguments.put(DNNL_ARG_DIFF_WEIGHTS, ofWeights);
      learnt.put(convolution.weights(), ofWeights);
      if (convolution.bias() != null) {
        Buffer ofBias = net.tape().array(Format.plain(convolution.bias().shape()));
        arguments.put(DNNL_ARG_DIFF_BIAS, ofBias);
        learnt.put(convolution.bias(), ofBias);
      }
      net.tape().add(new PrimitiveCall(descriptor, arguments));
    }
    return learnt;
  }

  private int weights(
      org.bytedeco.dnnl.dnnl_primitive_desc made, Descriptor hint, Format source, Format output) {
    return dnnl_convolution_backward_weights_primitive_desc_create(
        made,
        OneDnn.ENGINE,
        dnnl_convolution_direct,
        source.descriptor(),
        Format.any(kernel).descriptor(),
        bias(),
        output.descriptor(),
        strides,
        UNDILATED,
        before,
        after,
        hint.get(),
        null);
  }

  /** The gradient of the maps that came in. */
  private void data(Descriptor hint, Buffer gradient, Format output) {
    Format given = net.value(convolution.from()).format();
    try (Descriptor descriptor =
        Descriptor.of(
            what("gradient of the maps"),
            made -> data(made, hint, given, output),
            made -> data(made, hint, Format.any(from), Format.any(to)))) {
      Buffer ofMaps = net.tape().array(descriptor.format(dnnl_query_diff_src_md, from));
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(
                      DNNL_ARG_WEIGHTS,
                      net.parameter(
                          convolution.weights(), descriptor.format(dnnl_query_weights_md, kernel)),
                      DNNL_ARG_DIFF_DST,
                      net.tape()
                          .in(
                              descriptor.format(dnnl_query_diff_dst_md, to),
                              gradient,
                              "a gradient"),
                      DNNL_ARG_DIFF_SRC,
                      ofMaps)));
      net.give(convolution.from(), ofMaps, false);
    }
  }

  private int data(
      org.bytedeco.dnnl.dnnl_primitive_desc made, Descriptor hint, Format maps, Format output) {
    return dnnl_convolution_backward_data_primitive_desc_create(
        made,
        OneDnn.ENGINE,
        dnnl_convolution_direct,
        maps.descriptor(),
        Format.any(kernel).descriptor(),
        output.descriptor(),
        strides,
        UNDILATED,
        before,
        after,
        hint.get(),
        null);
  }

  private String what(String pass) {
    return "convolution " + convolution.name() + ", " + pass;
  }
}
