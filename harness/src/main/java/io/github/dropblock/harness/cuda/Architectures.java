package io.github.dropblock.harness.cuda;

import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.remedy.RemediableStateException;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Whose machine code a GPU runs. */
final class Architectures {
  private Architectures() {}

  /**
   * The newest architecture of the GPU's generation that the GPU runs: machine code runs on GPUs of
   * the same major number, and the same minor number or a later one.
   *
   * @param known to the compiler, such as 86
   * @throws IllegalStateException in a line for the user, if there is none
   */
  static int choose(ComputeCapability gpu, int... known) {
    return Arrays.stream(known)
        .filter(sm -> sm / 10 == gpu.major() && sm <= gpu.sm())
        .max()
        .orElseThrow(
            () ->
                new RemediableStateException(
                    "CUDA's compiler NVRTC makes no code for compute capability %s, only for %s"
                        .formatted(
                            gpu,
                            Arrays.stream(known)
                                .mapToObj(sm -> "sm_" + sm)
                                .collect(Collectors.joining(", "))),
                    Remedy.TAKE_CUDA_11));
  }
}
