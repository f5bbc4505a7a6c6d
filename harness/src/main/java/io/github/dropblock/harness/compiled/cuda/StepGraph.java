package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A tape on the GPU. Its first run queues call after call, which also has the libraries load what
 * they need; its second is recorded as a CUDA graph, and from then on a run is one launch of that.
 * Where a library refuses to be recorded, all runs are like the first.
 */
final class StepGraph implements AutoCloseable {
  /** Calls of other threads don't matter to the recording. */
  private static final int THREAD_LOCAL = 1;

  private final GpuContext gpu;
  private final LaunchList tape;
  private final BatchMemory batch;
  private final Descriptors descriptors;
  private final List<Long> owned;
  private final List<IntConsumer> preparations;
  private final List<GraphBuilder.StepCount> counts;
  private final DeviceArray seen;
  private boolean warm;

  /** Whether a library refused to be recorded. */
  private boolean refused;

  private Pointer graph;

  /**
   * @param owned memory of its own
   * @param preparations are given the epoch before a run
   * @param counts are told after a run what the counters came to
   * @param seen an array that is kept; null where none is
   */
  StepGraph(
      GpuContext gpu,
      LaunchList tape,
      BatchMemory batch,
      Descriptors descriptors,
      List<Long> owned,
      List<IntConsumer> preparations,
      List<GraphBuilder.StepCount> counts,
      DeviceArray seen) {
    this.gpu = gpu;
    this.tape = tape;
    this.batch = batch;
    this.descriptors = descriptors;
    this.owned = owned;
    this.preparations = List.copyOf(preparations);
    this.counts = List.copyOf(counts);
    this.seen = seen;
  }

  LaunchList tape() {
    return tape;
  }

  BatchMemory batch() {
    return batch;
  }

  DeviceArray seen() {
    return seen;
  }

  /** Runs, and waits for the end. */
  void run(int epoch) {
    preparations.forEach(preparation -> preparation.accept(epoch));
    if (warm && graph == null && !refused) {
      graph = record();
    }
    if (graph == null) {
      tape.run();
    } else {
      gpu.driver.call("cuGraphLaunch", graph, gpu.stream);
    }
    warm = true;
    gpu.await();
    for (int i = 0; i < counts.size(); i++) {
      counts.get(i).counted(batch.foundCounter(i), epoch);
    }
  }

  /** Null where it is refused. */
  private Pointer record() {
    PointerByReference recorded = new PointerByReference();
    gpu.driver.call("cuStreamBeginCapture_v2", gpu.stream, THREAD_LOCAL);
    try {
      tape.run();
      gpu.driver.call("cuStreamEndCapture", gpu.stream, recorded);
      return GpuContext.opened(gpu.driver, "cuGraphInstantiateWithFlags", recorded.getValue(), 0L);
    } catch (CudaException e) {
      refused = true;
      // A stream that still records takes no work. What was begun is void, and so is the status.
      gpu.driver.ask("cuStreamEndCapture", gpu.stream, new PointerByReference());
      gpu.tell(
          "recording",
          "Steps can't be recorded as a CUDA graph, so each call of them is queued anew: "
              + e.getMessage());
      return null;
    } finally {
      if (recorded.getValue() != null) {
        gpu.driver.call("cuGraphDestroy", recorded.getValue());
      }
    }
  }

  /** Its arrays will lie elsewhere, and what was recorded knows the old places. */
  void forgetPlaces() {
    if (graph != null) {
      gpu.driver.call("cuGraphExecDestroy", graph);
      graph = null;
    }
  }

  @Override
  public void close() {
    forgetPlaces();
    descriptors.close();
    batch.close();
    owned.forEach(gpu::free);
  }
}
