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
  private static final int FLOAT = 0;
  private static final int BFLOAT_16 = 14;
  private static final int ADDS_FLOATS = 68;
  private static final int BY_HEURISTICS = -1;

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
    if (net.narrow()) {
      narrowForward();
      return;
    }
    output = net.numbers((long) images * out);
    net.tape()
        .add(
            () -> {
              multiplyInto(output);
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

  /** Of bfloat16, with sums of floats. The scores stay such, for the loss. */
  @SuppressWarnings("ReferenceEquality") // As in ProgramBuilder.
  private void narrowForward() {
    boolean scores = dense.output() == net.plan().scores();
    long count = (long) images * out;
    DeviceArray sums = net.tape().floats(count);
    output = scores ? sums : net.numbers(count);
    net.tape()
        .add(
            () -> {
              multiplyInto(sums);
              long bias = net.weights().values(dense.bias());
              if (scores) {
                gpu.kernels.launch("add_score_bias", count, sums.address(), bias, count, out);
              } else {
                gpu.kernels.launch(
                    "add_unit_bias",
                    count,
                    sums.address(),
                    output.address(),
                    bias,
                    count,
                    out,
                    dense.relu() ? 1 : 0);
              }
            },
            source,
            sums,
            output);
    net.put(dense.output(), output);
  }

  /** The products of units and weights, summed up as floats. */
  private void multiplyInto(DeviceArray sums) {
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
        sums.address(),
        out,
        FLOAT);
  }

  @Override
  public void backward() {
    Gradient<DeviceArray> given = net.gradient(dense.output());
    DeviceArray gradient =
        dense.relu() ? net.reluGradient(dense.output(), output, given) : given.array();
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
                    in,
                    FLOAT);
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
      DeviceArray ofInput = net.numbers((long) images * in);
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
                      in,
                      net.narrow() ? BFLOAT_16 : FLOAT),
              gradient,
              ofInput);
      net.give(dense.from(), ofInput, false);
    }
  }

  private long weights() {
    return net.weights().factors(dense.weights());
  }

  /** c = a b, of m rows, n columns and k products each, c of cuBLAS' kind of number. */
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
      int columnOfC,
      int kindOfC) {
    if (net.narrow()) {
      gpu.cublas.call(
          "cublasGemmEx",
          gpu.blas,
          ofA,
          ofB,
          m,
          n,
          k,
          gpu.one,
          a,
          BFLOAT_16,
          columnOfA,
          b,
          BFLOAT_16,
          columnOfB,
          gpu.zero,
          c,
          kindOfC,
          columnOfC,
          ADDS_FLOATS,
          BY_HEURISTICS);
      return;
    }
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
