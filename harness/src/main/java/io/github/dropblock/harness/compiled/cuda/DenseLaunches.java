package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;

/**
 * A fully connected layer. cuBLAS takes arrays for column by column, where these lie row by row: it
 * is told of their transposes.
 */
final class DenseLaunches implements OperationCalls {
  private static final int PLAIN = 0;
  private static final int TRANSPOSED = 1;

  private final GraphBuilder net;
  private final GpuContext gpu;
  private final Operation.Dense dense;
  private final int images;
  private final int in;
  private final int out;
  private DeviceArray source;
  private DeviceArray output;

  DenseLaunches(GraphBuilder net, Operation.Dense dense) {
    this.net = net;
    this.gpu = net.gpu();
    this.dense = dense;
    images = net.plan().images();
    out = (int) dense.weights().shape().sizes()[0];
    in = (int) dense.weights().shape().sizes()[1];
  }

  @Override
  public void forward() {
    source = net.value(dense.from());
    output = net.tape().floats((long) images * out);
    net.tape()
        .add(
            () -> {
              multiply(
                  TRANSPOSED,
                  PLAIN,
                  out,
                  images,
                  in,
                  weights(),
                  in,
                  source.address(),
                  in,
                  output.address(),
                  out);
              gpu.kernels.launch(
                  "add_bias",
                  (long) images * out,
                  output.address(),
                  net.weights().values(dense.bias()),
                  (long) images * out,
                  out,
                  1,
                  dense.relu() ? 1 : 0);
            },
            source,
            output);
    net.put(dense.output(), output);
  }

  @Override
  public void backward() {
    Gradient<DeviceArray> given = net.gradient(dense.output());
    DeviceArray gradient =
        dense.relu() ? net.reluGradient(output, given, (long) images * out) : given.array();
    if (dense.weights().trained()) {
      net.tape()
          .add(
              () -> {
                multiply(
                    PLAIN,
                    TRANSPOSED,
                    in,
                    out,
                    images,
                    source.address(),
                    in,
                    gradient.address(),
                    out,
                    net.weights().gradient(dense.weights()),
                    in);
                gpu.kernels.launch(
                    "unit_bias_gradient",
                    out,
                    gradient.address(),
                    net.weights().gradient(dense.bias()),
                    images,
                    out);
              },
              source,
              gradient);
    }
    if (dense.from().wantsGradient()) {
      DeviceArray ofInput = net.tape().floats((long) images * in);
      net.tape()
          .add(
              () ->
                  multiply(
                      PLAIN,
                      PLAIN,
                      in,
                      images,
                      out,
                      weights(),
                      in,
                      gradient.address(),
                      out,
                      ofInput.address(),
                      in),
              gradient,
              ofInput);
      net.give(dense.from(), ofInput, false);
    }
  }

  private long weights() {
    return net.weights().values(dense.weights());
  }

  /** c = a b, of m rows, n columns and k products each. */
  private void multiply(
      int ofA,
      int ofB,
      int m,
      int n,
      int k,
      long a,
      int columnOfA,
      long b,
      int columnOfB,
      long c,
      int columnOfC) {
    gpu.cublas.call(
        "cublasSgemm_v2",
        gpu.blas,
        ofA,
        ofB,
        m,
        n,
        k,
        gpu.one,
        a,
        columnOfA,
        b,
        columnOfB,
        gpu.zero,
        c,
        columnOfC);
  }
}
