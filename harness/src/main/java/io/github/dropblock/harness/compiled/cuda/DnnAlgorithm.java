package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One of cuDNN's ways to compute a convolution or a gradient of it.
 *
 * @param convolution its descriptor, with the algorithm's precision
 * @param id cuDNN's number of it
 * @param workspace bytes of device memory that it needs beside its arrays
 */
record DnnAlgorithm(Pointer convolution, int id, long workspace) {
  /** More is taken only where nothing does with less. */
  private static final long MOST_WORKSPACE = 1L << 30;

  /** More than cuDNN has of any kind, in each of its precisions. */
  private static final int MOST = 32;

  /**
   * Of {@code cudnnConvolutionFwdAlgoPerf_t}, and of those of the gradients, which are laid out
   * alike.
   */
  private static final int BYTES = 48;

  private static final int STATUS = 4;
  private static final int MEMORY = 16;
  private static final int DETERMINISM = 24;
  private static final int MATH = 28;
  private static final int DEFAULT_MATH = 0;
  private static final int TENSOR_CORES = 1;

  /**
   * What is computed, and in which order cuDNN takes the descriptors of x, w, the convolution, y.
   */
  enum Pass {
    FORWARD("Forward") {
      @Override
      Object[] descriptors(Pointer x, Pointer w, Pointer convolution, Pointer y) {
        return new Object[] {x, w, convolution, y};
      }
    },
    INPUT_GRADIENT("BackwardData") {
      @Override
      Object[] descriptors(Pointer x, Pointer w, Pointer convolution, Pointer y) {
        return new Object[] {w, y, convolution, x};
      }
    },
    FILTER_GRADIENT("BackwardFilter") {
      @Override
      Object[] descriptors(Pointer x, Pointer w, Pointer convolution, Pointer y) {
        return new Object[] {x, y, convolution, w};
      }
    };

    private final String name;

    Pass(String name) {
      this.name = name;
    }

    abstract Object[] descriptors(Pointer x, Pointer w, Pointer convolution, Pointer y);
  }

  private record Found(int id, long workspace, int mathType) {}

  /**
   * The first that computes the same bits each time, by cuDNN's heuristics, which measure nothing;
   * where all such want more memory than there is to spare, the one that wants the least.
   *
   * @param what is computed, for people
   */
  static DnnAlgorithm choose(
      GpuContext gpu,
      Descriptors descriptors,
      Pass pass,
      Pointer x,
      Pointer w,
      Pointer convolution,
      Pointer y,
      String what) {
    if (gpu.precision != Precision.FLOAT_32) {
      descriptors.precision(
          convolution, gpu.precision == Precision.BFLOAT_16 ? TENSOR_CORES : DEFAULT_MATH);
    }
    Memory performances = new Memory((long) MOST * BYTES);
    IntByReference count = new IntByReference();
    gpu.cudnn.call(
        "cudnnGetConvolution" + pass.name + "Algorithm_v7",
        arguments(gpu.dnn, pass.descriptors(x, w, convolution, y), MOST, count, performances));
    List<Found> sameBits = sameBits(performances, count.getValue());
    Found found = best(sameBits, what);
    if (!found.equals(sameBits.get(0))) {
      gpu.tell(
          "workspace of " + pass,
          "%s of %s (and maybe of others) by algorithm %s, with %s MiB beside the arrays; by cuDNN's heuristics %s would be faster, but takes %s MiB"
              .formatted(
                  pass,
                  what,
                  found.id,
                  found.workspace >> 20,
                  sameBits.get(0).id,
                  sameBits.get(0).workspace >> 20));
    }
    if (gpu.precision != Precision.FLOAT_32) {
      descriptors.precision(convolution, found.mathType);
    }
    LongByReference bytes = new LongByReference();
    gpu.cudnn.call(
        "cudnnGetConvolution" + pass.name + "WorkspaceSize",
        arguments(gpu.dnn, pass.descriptors(x, w, convolution, y), found.id, bytes));
    return new DnnAlgorithm(convolution, found.id, bytes.getValue());
  }

  private static Object[] arguments(Pointer handle, Object[] descriptors, Object... rest) {
    List<Object> all = new ArrayList<>();
    all.add(handle);
    all.addAll(List.of(descriptors));
    all.addAll(List.of(rest));
    return all.toArray();
  }

  /** The fastest first, as cuDNN believes. */
  private static List<Found> sameBits(Memory performances, int count) {
    List<Found> sameBits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Pointer one = performances.share((long) i * BYTES);
      if (one.getInt(STATUS) == 0 && one.getInt(DETERMINISM) == 1) {
        sameBits.add(new Found(one.getInt(0), one.getLong(MEMORY), one.getInt(MATH)));
      }
    }
    return sameBits;
  }

  private static Found best(List<Found> sameBits, String what) {
    return sameBits.stream()
        .filter(found -> found.workspace <= MOST_WORKSPACE)
        .findFirst()
        .or(() -> sameBits.stream().min(Comparator.comparingLong(Found::workspace)))
        .orElseThrow(
            () ->
                new CudaException(
                    "cuDNN has no algorithm that computes the same bits each time for " + what));
  }
}
