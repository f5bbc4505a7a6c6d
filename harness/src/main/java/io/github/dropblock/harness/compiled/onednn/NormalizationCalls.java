package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Batch normalisation by the batch's own statistics, which the running ones follow. */
final class NormalizationCalls implements OperationCalls {
  private final TapeBuilder net;
  private final Operation.BatchNormalization norm;
  private final Shape maps;
  private final Format channels;
  private final int flags;
  private Buffer source;
  private Buffer mean;
  private Buffer variance;

  /** Where ReLU left something; null without ReLU. */
  private Buffer workspace;

  NormalizationCalls(TapeBuilder net, Operation.BatchNormalization norm) {
    this.net = net;
    this.norm = norm;
    maps = norm.from().shape();
    channels = Format.plain(norm.scale().shape());
    flags = dnnl_use_scale | dnnl_use_shift | (norm.relu() ? dnnl_fuse_norm_relu : 0);
  }

  private Descriptor forwardDescriptor() {
    var format = source.format().descriptor();
    return Descriptor.of(
        what("forward"),
        made ->
            dnnl_batch_normalization_forward_primitive_desc_create(
                made,
                OneDnn.ENGINE,
                dnnl_forward_training,
                format,
                format,
                (float) norm.epsilon(),
                flags,
                null));
  }

  @Override
  public void forward() {
    source = net.value(norm.from());
    mean = net.tape().array(channels);
    variance = net.tape().array(channels);
    Buffer output = net.tape().array(source.format());
    try (Descriptor descriptor = forwardDescriptor()) {
      Map<Integer, Buffer> arguments = new LinkedHashMap<>();
      arguments.put(DNNL_ARG_SRC, source);
      arguments.put(DNNL_ARG_MEAN, mean);
      arguments.put(DNNL_ARG_VARIANCE, variance);
      arguments.put(DNNL_ARG_SCALE, net.parameter(norm.scale(), channels));
      arguments.put(DNNL_ARG_SHIFT, net.parameter(norm.shift(), channels));
      arguments.put(DNNL_ARG_DST, output);
      if (norm.relu()) {
        workspace = net.tape().array(descriptor.format(dnnl_query_workspace_md, maps));
        arguments.put(DNNL_ARG_WORKSPACE, workspace);
      }
      net.tape().add(new PrimitiveCall(descriptor, arguments));
    }
    net.put(norm.output(), output);
    follow();
  }

  /** Has the running statistics follow the batch's. */
  private void follow() {
    Buffer runningMean = net.parameter(norm.mean(), channels);
    Buffer runningVariance = net.parameter(norm.variance(), channels);
    double keep = norm.decay();
    net.tape()
        .add(
            what("running statistics"),
            () -> {
              FloatBuffer means = runningMean.numbers();
              FloatBuffer variances = runningVariance.numbers();
              for (int i = 0; i < means.capacity(); i++) {
                means.put(i, (float) (means.get(i) * keep + mean.numbers().get(i) * (1 - keep)));
                double before = RunningVariance.of(norm, variances.get(i));
                double after = before * keep + variance.numbers().get(i) * (1 - keep);
                variances.put(i, RunningVariance.stored(norm, after));
              }
            },
            mean,
            variance);
  }

  @Override
  public void backward() {
    Buffer gradient = net.gradient(norm.output()).array();
    Buffer ofMaps = net.tape().array(source.format());
    Buffer ofScale = net.tape().array(channels);
    Buffer ofShift = net.tape().array(channels);
    var format = source.format().descriptor();
    try (Descriptor hint = forwardDescriptor();
        Descriptor descriptor =
            Descriptor.of(
                what("gradient"),
                made ->
                    dnnl_batch_normalization_backward_primitive_desc_create(
                        made,
                        OneDnn.ENGINE,
                        dnnl_backward,
                        format,
                        format,
                        format,
                        (float) norm.epsilon(),
                        flags,
                        hint.get(),
                        null))) {
      Map<Integer, Buffer> arguments = new LinkedHashMap<>();
      arguments.put(DNNL_ARG_SRC, source);
      arguments.put(DNNL_ARG_MEAN, mean);
      arguments.put(DNNL_ARG_VARIANCE, variance);
      arguments.put(DNNL_ARG_SCALE, net.parameter(norm.scale(), channels));
      arguments.put(DNNL_ARG_DIFF_DST, gradient);
      arguments.put(DNNL_ARG_DIFF_SRC, ofMaps);
      arguments.put(DNNL_ARG_DIFF_SCALE, ofScale);
      arguments.put(DNNL_ARG_DIFF_SHIFT, ofShift);
      if (workspace != null) {
        arguments.put(DNNL_ARG_WORKSPACE, workspace);
      }
      net.tape().add(new PrimitiveCall(descriptor, arguments));
    }
    net.learn(norm.scale(), ofScale);
    net.learn(norm.shift(), ofShift);
    if (norm.from().wantsGradient()) {
      net.give(norm.from(), ofMaps, false);
    }
  }

  private String what(String pass) {
    return "batch normalisation " + norm.name() + ", " + pass;
  }
}
