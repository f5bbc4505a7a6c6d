package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.compiled.Value;
import io.github.dropblock.harness.compiled.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maximum or average of windows. */
final class PoolingCalls implements OperationCalls {
  private static final long[] UNDILATED = {0, 0};

  private final TapeBuilder net;
  private final Value from;
  private final Value to;
  private final Window window;
  private final int algorithm;
  private Buffer source;

  /** Where each maximum was; null for averages, and in inference. */
  private Buffer workspace;

  private PoolingCalls(TapeBuilder net, Value from, Value to, Window window, int algorithm) {
    this.net = net;
    this.from = from;
    this.to = to;
    this.window = window;
    this.algorithm = algorithm;
  }

  static PoolingCalls maximum(TapeBuilder net, Operation.MaxPooling pooling) {
    return new PoolingCalls(
        net, pooling.from(), pooling.output(), pooling.window(), dnnl_pooling_max);
  }

  static PoolingCalls average(TapeBuilder net, Operation.Average average) {
    int height = (int) average.from().shape().height();
    int width = (int) average.from().shape().width();
    return new PoolingCalls(
        net,
        average.from(),
        average.output(),
        new Window(height, width, height, width, 0, 0),
        dnnl_pooling_avg_exclude_padding);
  }

  private Descriptor forwardDescriptor() {
    return Descriptor.of(
        what("forward"),
        made ->
            dnnl_pooling_forward_primitive_desc_create(
                made,
                OneDnn.ENGINE,
                net.training() ? dnnl_forward_training : dnnl_forward_inference,
                algorithm,
                source.format().descriptor(),
                Format.any(to.shape()).descriptor(),
                strides(),
                sizes(),
                UNDILATED,
                before(),
                after(),
                null));
  }

  private long[] sizes() {
    return new long[] {window.height(), window.width()};
  }

  private long[] strides() {
    return new long[] {window.strideDown(), window.strideAcross()};
  }

  private long[] before() {
    return new long[] {window.paddingDown(), window.paddingAcross()};
  }

  private long[] after() {
    return new long[] {
      window.paddingBelow(from.shape(), to.shape()), window.paddingRight(from.shape(), to.shape())
    };
  }

  @Override
  public void forward() {
    source = net.value(from);
    try (Descriptor descriptor = forwardDescriptor()) {
      Buffer output = net.tape().array(descriptor.format(dnnl_query_dst_md, to.shape()));
      Map<Integer, Buffer> arguments = new LinkedHashMap<>();
      arguments.put(DNNL_ARG_SRC, source);
      arguments.put(DNNL_ARG_DST, output);
      if (algorithm == dnnl_pooling_max && net.training()) {
        Shape shape = to.shape();
        workspace = net.tape().array(descriptor.format(dnnl_query_workspace_md, shape));
        arguments.put(DNNL_ARG_WORKSPACE, workspace);
      }
      net.tape().add(new PrimitiveCall(descriptor, arguments));
      net.put(to, output);
    }
  }

  @Override
  public void backward() {
    Buffer gradient = net.gradient(to).array();
    Buffer ofMaps = net.tape().array(source.format());
    try (Descriptor hint = forwardDescriptor();
        Descriptor descriptor =
            Descriptor.of(
                what("gradient"),
                made ->
                    dnnl_pooling_backward_primitive_desc_create(
                        made,
                        OneDnn.ENGINE,
                        algorithm,
                        source.format().descriptor(),
                        gradient.format().descriptor(),
                        strides(),
                        sizes(),
                        UNDILATED,
                        before(),
                        after(),
                        hint.get(),
                        null))) {
      Map<Integer, Buffer> arguments = new LinkedHashMap<>();
      arguments.put(DNNL_ARG_DIFF_DST, gradient);
      arguments.put(DNNL_ARG_DIFF_SRC, ofMaps);
      if (workspace != null) {
        arguments.put(DNNL_ARG_WORKSPACE, workspace);
      }
      net.tape().add(new PrimitiveCall(descriptor, arguments));
    }
    net.give(from, ofMaps, false);
  }

  private String what(String pass) {
    return "pooling " + to.name() + ", " + pass;
  }
}
