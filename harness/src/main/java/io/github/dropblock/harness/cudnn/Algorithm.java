package io.github.dropblock.harness.cudnn;

import io.github.dropblock.harness.remedy.Remedy;
import java.util.Comparator;
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
  /**
   * More is taken only where nothing does with less, however fast: cells share a GPU, and {@code
   * CellMemory} counts on it.
   */
  static final long MOST_WORKSPACE = 1L << 30;

  /**
   * The first that computes the same bits each time: a run that is taken up again, or made again
   * with its seed, shall not differ because of cuDNN. Where all such want more memory than cells
   * have to spare, the one that wants the least.
   *
   * @param fastestFirst as cuDNN's heuristics order them, which measure nothing
   * @param what is computed, for people
   */
  static Algorithm choose(List<Algorithm> fastestFirst, String what) {
    List<Algorithm> sameBits =
        fastestFirst.stream()
            .filter(Algorithm::supported)
            .filter(Algorithm::deterministic)
            .toList();
    return sameBits.stream()
        .filter(algorithm -> !algorithm.greedy())
        .findFirst()
        .or(() -> sameBits.stream().min(Comparator.comparingLong(Algorithm::workspace)))
        .orElseThrow(
            () ->
                new CudnnException(
                    "cuDNN has no algorithm that computes the same bits each time for %s"
                        .formatted(what),
                    Remedy.DO_WITHOUT_CUDNN));
  }

  /** Whether it takes more memory than {@code CellMemory} counts on. */
  boolean greedy() {
    return workspace > MOST_WORKSPACE;
  }
}
