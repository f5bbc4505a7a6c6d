package io.github.dropblock.harness.capacity;

import io.github.dropblock.harness.backend.Step.StepKind;
import java.util.List;

/**
 * How a machine's cores are shared out among cells.
 *
 * @param parallelCells trained at a time
 * @param threads of native code in each
 */
public record Concurrency(int parallelCells, int threads) {
  /** The operating system, the parent JVM and the file cache live in the rest. */
  private static final double USABLE_MEMORY = 0.8;

  public Concurrency {
    if (parallelCells < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "parallel cells are %s and their threads %s; both must be 1 or more"
              .formatted(parallelCells, threads));
    }
  }

  /**
   * As many cells side by side as there are cores, if memory holds them, since small networks are
   * bound by a cost per call that more threads do not lower; what cores remain become threads.
   *
   * @param cells to train in all
   * @param cores of the machine
   * @param physicalMemory of the machine, bytes
   */
  public static Concurrency fitting(int cells, int cores, long physicalMemory, CellMemory each) {
    long fit = (long) (physicalMemory * USABLE_MEMORY) / each.total();
    int parallel = (int) Math.max(1, Math.min(Math.min(cells, cores), fit));
    return of(parallel, cores);
  }

  /**
   * As many cells on each GPU as its memory holds, and no more of them than there are cores to feed
   * them and memory beside the GPUs.
   *
   * @param cells to train in all
   * @param cores of the machine
   * @param physicalMemory of the machine, bytes
   * @param freeOnGpus free memory of each GPU, bytes
   * @param step what computes steps
   */
  public static Concurrency fittingGpus(
      int cells,
      int cores,
      long physicalMemory,
      List<Long> freeOnGpus,
      CellMemory each,
      StepKind step) {
    long onGpus = freeOnGpus.stream().mapToLong(free -> cellsPerGpu(free, each, step)).sum();
    long besides = fitting(cells, cores, physicalMemory, each).parallelCells();
    return of((int) Math.min(onGpus, besides), cores);
  }

  /** How many cells a GPU's free memory holds; 1 even if it seems too small. */
  public static int cellsPerGpu(long freeBytes, CellMemory each, StepKind step) {
    return (int) Math.max(1, (long) (freeBytes * USABLE_MEMORY) / each.deviceBytes(step));
  }

  /** A number of cells side by side that was asked for. */
  public static Concurrency of(int parallelCells, int cores) {
    return new Concurrency(parallelCells, Math.max(1, cores / Math.max(1, parallelCells)));
  }
}
