package io.github.dropblock.harness.backend;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What ND4J's CUDA library holds its kernels as.
 *
 * @param machineCode architectures, such as 86 for {@code sm_86}, that it has machine code for
 * @param ptx architectures that it has PTX for, which can be compiled for newer ones
 */
public record CudaKernels(SortedSet<Integer> machineCode, SortedSet<Integer> ptx) {
  /** Read off nd4j-cuda-11.2 1.0.0-M1.1 with {@link io.github.dropblock.harness.fatbin}. */
  public static final CudaKernels RELEASED =
      new CudaKernels(
          new TreeSet<>(List.of(35, 50, 52, 60, 61, 70, 75, 80, 86)), new TreeSet<>(List.of(86)));

  public CudaKernels {
    machineCode = Collections.unmodifiableSortedSet(new TreeSet<>(machineCode));
    ptx = Collections.unmodifiableSortedSet(new TreeSet<>(ptx));
  }

  /**
   * Whether a GPU runs its machine code: that of the same major and no higher minor number (<a
   * href="https://docs.nvidia.com/cuda/ampere-compatibility-guide/">binary compatibility</a>).
   */
  public boolean runsOn(ComputeCapability gpu) {
    return machineCode.stream().anyMatch(sm -> sm / 10 == gpu.major() && sm % 10 <= gpu.minor());
  }

  /** Whether it can be made to run on a GPU by compiling its PTX. */
  public boolean compilesFor(ComputeCapability gpu) {
    return ptx.stream().anyMatch(compute -> compute <= gpu.sm());
  }

  /** {@code machine code for sm_80, sm_86; PTX for sm_86}. */
  @Override
  public String toString() {
    return "machine code for %s; PTX for %s".formatted(list(machineCode), list(ptx));
  }

  private static String list(Collection<Integer> architectures) {
    return architectures.isEmpty()
        ? "none"
        : architectures.stream().map(sm -> "sm_" + sm).collect(Collectors.joining(", "));
  }
}
