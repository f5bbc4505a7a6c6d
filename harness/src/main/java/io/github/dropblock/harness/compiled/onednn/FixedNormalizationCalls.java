package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import java.nio.FloatBuffer;
import java.util.Map;

/** Batch normalisation by the running statistics. */
final class FixedNormalizationCalls implements OperationCalls {
  private final TapeBuilder net;
  private final Operation.BatchNormalization norm;

  FixedNormalizationCalls(TapeBuilder net, Operation.BatchNormalization norm) {
    this.net = net;
    this.norm = norm;
  }

  @Override
  public void forward() {
    Format channels = Format.plain(norm.scale().shape());
    Buffer source = net.value(norm.from());
    Buffer variance = net.tape().array(channels);
    Buffer stored = net.parameter(norm.variance(), channels);
    String what = "batch normalisation " + norm.name() + ", inference";
    net.tape()
        .add(
            what,
            () -> {
              FloatBuffer numbers = variance.numbers();
              for (int i = 0; i < numbers.capacity(); i++) {
                numbers.put(i, (float) RunningVariance.of(norm, stored.numbers().get(i)));
              }
            },
            variance);
    Buffer output = net.tape().array(source.format());
    var format = source.format().descriptor();
    int flags =
        dnnl_use_scale
            | dnnl_use_shift
            | dnnl_use_global_stats
            | (norm.relu() ? dnnl_fuse_norm_relu : 0);
    try (Descriptor descriptor =
        Descriptor.of(
            what,
            made ->
                dnnl_batch_normalization_forward_primitive_desc_create(
                    made,
                    OneDnn.ENGINE,
                    dnnl_forward_inference,
                    format,
                    format,
                    (float) norm.epsilon(),
                    flags,
                    null))) {
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(
                      DNNL_ARG_SRC,
                      source,
                      DNNL_ARG_MEAN,
                      net.parameter(norm.mean(), channels),
                      DNNL_ARG_VARIANCE,
                      variance,
                      DNNL_ARG_SCALE,
                      net.parameter(norm.scale(), channels),
                      DNNL_ARG_SHIFT,
                      net.parameter(norm.shift(), channels),
                      DNNL_ARG_DST,
                      output)));
    }
    net.put(norm.output(), output);
  }

  @Override
  public void backward() {
    throw new IllegalStateException("inference has no backward pass");
  }
}
