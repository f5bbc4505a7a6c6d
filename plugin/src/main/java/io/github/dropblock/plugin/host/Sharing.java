package io.github.dropblock.plugin.host;

import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.Setup;
import io.github.dropblock.harness.backend.Step.StepKind;
import io.github.dropblock.harness.capacity.CellMemory;
import io.github.dropblock.harness.capacity.Concurrency;
import io.github.dropblock.plugin.parameters.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * How a user wants the machine shared out among cells, in the words of the parameters of the same
 * names; null where the user leaves it open.
 */
public record Sharing(
    @Nullable Integer parallelCells,
    @Nullable Integer threadsPerCell,
    @Nullable Integer cellsPerGpu) {
  private static final int MOST_HANDED_OVER = 256;

  /**
   * @param cells to train in all
   * @param step what computes their steps
   * @throws IllegalArgumentException naming the parameter to blame
   */
  public Concurrency of(
      int cells, HostResources machine, Setup setup, CellMemory each, StepKind step) {
    Concurrency shared = cellsAtATime(cells, machine, setup, each, step);
    return threadsPerCell == null
        ? shared
        : Parameters.checked(
            "threadsPerCell",
            threadsPerCell,
            () -> new Concurrency(shared.parallelCells(), threadsPerCell));
  }

  /**
   * On a cluster, which has its own queue: as many cells are handed over as Maven has threads to
   * spare, each with one core unless the user has it otherwise.
   */
  public Concurrency ofCluster(int cells) {
    int handedOver = parallelCells == null ? Math.min(cells, MOST_HANDED_OVER) : parallelCells;
    int threads = threadsPerCell == null ? 1 : threadsPerCell;
    return Parameters.checked(
        parallelCells == null ? "threadsPerCell" : "parallelCells",
        parallelCells == null ? threadsPerCell : parallelCells,
        () -> new Concurrency(handedOver, threads));
  }

  private Concurrency cellsAtATime(
      int cells, HostResources machine, Setup setup, CellMemory each, StepKind step) {
    if (parallelCells != null) {
      return Parameters.checked(
          "parallelCells", parallelCells, () -> Concurrency.of(parallelCells, machine.cores()));
    }
    if (!setup.backend().cuda()) {
      return Concurrency.fitting(cells, machine.cores(), machine.memory(), each);
    }
    if (cellsPerGpu != null) {
      return Parameters.checked(
          "cellsPerGpu",
          cellsPerGpu,
          () ->
              Concurrency.of(
                  Math.min(cells, Math.multiplyExact(cellsPerGpu, setup.gpus().size())),
                  machine.cores()));
    }
    return Concurrency.fittingGpus(
        cells,
        machine.cores(),
        machine.memory(),
        setup.gpus().stream().map(Gpu::free).toList(),
        each,
        step);
  }
}
