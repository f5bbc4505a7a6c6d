package io.github.dropblock.harness.cudnn;

import java.util.List;

/**
 * One of cuDNN's ways to compute a convolution or a gradient of it.
 *
 * @param id cuDNN's number of it
 * @param supported for the shape in question
 * @param workspace bytes of device memory that it needs beside its arrays
 * @param deterministic whether the same input always gives the same bits
 * @param mathType cuDNN's number of the precision it multiplies with
 */
record Algorithm(int id, boolean supported, long workspace, boolean deterministic, int mathType) {
  /** More is not taken, however fast: cells share a GPU, and {@code CellMemory} counts on it. */
  static final long MOST_WORKSPACE = 1L << 30;

  /**
   * The first that computes the same bits each time: a run that is taken up again, or made again
   * with its seed, shall not differ because of cuDNN.
   *
   * @param fastestFirst as cuDNN's heuristics order them, which measure nothing
   * @param what is computed, for people
   */
  static Algorithm choose(List<Algorithm> fastestFirst, String what) {
    return fastestFirst.stream()
        .filter(Algorithm::supported)
        .filter(Algorithm::deterministic)
        .filter(algorithm -> algorithm.workspace <= MOST_WORKSPACE)
        .findFirst()
        .orElseThrow(
            () ->
                new CudnnException(
                    "cuDNN has no deterministic algorithm with a workspace of at most %s MiB for %s; choose a smaller batch, or run without cuDNN: -Ddropblock.jvmArguments=-Ddropblock.cudnn=false"
                        .formatted(MOST_WORKSPACE >> 20, what)));
  }
}
