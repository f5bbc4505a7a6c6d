package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Shape;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Local response normalisation. The sum over neighbouring channels is a convolution of 1 × 1 with a
 * band matrix: oneDNN's own kernel for the gradient is the reference one with AVX2.
 */
final class ResponseNormalizationCalls implements OperationCalls {
  private static final long[] ONES = {1, 1};
  private static final long[] NONE = {0, 0};

  private final TapeBuilder net;
  private final Operation.CrossChannelNormalization norm;
  private final float alpha;
  private final float k;
  private Buffer source;

  /** Σ x² around each channel. */
  private Buffer sums;

  ResponseNormalizationCalls(TapeBuilder net, Operation.CrossChannelNormalization norm) {
    this.net = net;
    this.norm = norm;
    alpha = (float) norm.alpha();
    k = (float) norm.k();
  }

  @Override
  public void forward() {
    source = net.value(norm.from());
    Buffer squares = net.tape().array(source.format());
    sums = net.tape().array(source.format());
    Buffer output = net.tape().array(source.format());
    map(
        "squares",
        1,
        (tiles, length) -> {
          float[] square = tiles[0];
          float[] x = tiles[1];
          for (int i = 0; i < length; i++) {
            square[i] = x[i] * x[i];
          }
        },
        squares,
        source);
    sumAround(squares, sums);
    map(
        "forward",
        1,
        (tiles, length) -> {
          float[] y = tiles[0];
          float[] x = tiles[1];
          float[] sum = tiles[2];
          for (int i = 0; i < length; i++) {
            float root = (float) Math.sqrt(k + alpha * sum[i]);
            y[i] = x[i] / (root * (float) Math.sqrt(root));
          }
        },
        output,
        source,
        sums);
    net.put(norm.output(), output);
  }

  /**
   * {@code dx_i = dy_i · u_i^−β − 2αβ · x_i · Σ dy_j · x_j · u_j^(−β−1)}, the sum over the channels
   * j around i.
   */
  @Override
  public void backward() {
    Buffer gradient = net.gradient(norm.output()).array();
    Buffer direct = net.tape().array(source.format());
    Buffer around = net.tape().array(source.format());
    map(
        "gradient through the channel itself",
        2,
        (tiles, length) -> {
          float[] straight = tiles[0];
          // Holds Σ x² at first.
          float[] share = tiles[1];
          float[] dy = tiles[2];
          float[] x = tiles[3];
          for (int i = 0; i < length; i++) {
            float unit = k + alpha * share[i];
            float root = (float) Math.sqrt(unit);
            straight[i] = dy[i] / (root * (float) Math.sqrt(root));
            share[i] = straight[i] * x[i] / unit;
          }
        },
        direct,
        sums,
        gradient,
        source);
    sumAround(sums, around);
    float factor = (float) (2 * norm.alpha() * Operation.CrossChannelNormalization.BETA);
    map(
        "gradient through other channels",
        1,
        (tiles, length) -> {
          float[] straight = tiles[0];
          float[] other = tiles[1];
          float[] x = tiles[2];
          for (int i = 0; i < length; i++) {
            straight[i] -= factor * x[i] * other[i];
          }
        },
        direct,
        around,
        source);
    net.give(norm.from(), direct, false);
  }

  private void map(String pass, int written, Tiles.Kernel kernel, Buffer... arrays) {
    net.tape()
        .add(
            what(pass),
            () -> {
              FloatBuffer[] numbers = new FloatBuffer[arrays.length];
              for (int i = 0; i < arrays.length; i++) {
                numbers[i] = arrays[i].numbers();
              }
              Tiles.map(net.workers(), arrays[0].length(), written, kernel, numbers);
            },
            arrays);
  }

  private void sumAround(Buffer maps, Buffer to) {
    int channels = (int) norm.from().shape().channels();
    Shape shape = new Shape(channels, channels, 1, 1);
    var format = maps.format().descriptor();
    try (Descriptor descriptor =
        Descriptor.of(
            what("sum over channels"),
            made ->
                dnnl_convolution_forward_primitive_desc_create(
                    made,
                    OneDnn.ENGINE,
                    dnnl_forward_inference,
                    dnnl_convolution_direct,
                    format,
                    Format.any(shape).descriptor(),
                    null,
                    to.format().descriptor(),
                    ONES,
                    NONE,
                    NONE,
                    NONE,
                    null))) {
      Buffer band = net.constant(descriptor.format(dnnl_query_weights_md, shape), band(channels));
      net.tape()
          .add(
              new PrimitiveCall(
                  descriptor,
                  Map.of(DNNL_ARG_SRC, maps, DNNL_ARG_WEIGHTS, band, DNNL_ARG_DST, to)));
    }
  }

  /** 1 where two channels are near. */
  private float[] band(int channels) {
    float[] band = new float[channels * channels];
    for (int i = 0; i < channels; i++) {
      int last = Math.min(channels - 1, i + norm.reach());
      for (int j = Math.max(0, i - norm.reach()); j <= last; j++) {
        band[i * channels + j] = 1;
      }
    }
    return band;
  }

  private String what(String pass) {
    return "response normalisation " + norm.name() + ", " + pass;
  }
}
