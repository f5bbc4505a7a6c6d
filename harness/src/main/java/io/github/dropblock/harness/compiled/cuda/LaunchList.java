package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.MemoryLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is put into the queue, in order, and the arrays that one hands to the other: such an array
 * lives from the first call that knows it to the last, and its memory serves others before and
 * after.
 */
final class LaunchList {
  private record Queued(Runnable work, List<DeviceArray> arrays) {}

  private final List<Queued> calls = new ArrayList<>();
  private final List<DeviceArray> transients = new ArrayList<>();
  private final Set<DeviceArray> kept = new HashSet<>();

  /** An array of floats. */
  DeviceArray floats(long count) {
    return array(count * Float.BYTES);
  }

  DeviceArray array(long bytes) {
    DeviceArray array = new DeviceArray(bytes);
    transients.add(array);
    return array;
  }

  /** Has an array's numbers stay until all is done. */
  void keep(DeviceArray array) {
    kept.add(array);
  }

  /**
   * @param arrays that it reads or writes
   */
  void add(Runnable work, DeviceArray... arrays) {
    calls.add(new Queued(work, List.of(arrays)));
  }

  /** Where the arrays could lie. */
  MemoryLayout layout() {
    return MemoryLayout.of(
        transients, calls.stream().map(Queued::arrays).toList(), kept, DeviceArray::bytes);
  }

  /** Gives the arrays their places. */
  void bind(MemoryLayout layout, long memory) {
    for (int i = 0; i < transients.size(); i++) {
      transients.get(i).bind(memory + layout.offsets().get(i));
    }
  }

  /** Queues all of it. */
  void run() {
    calls.forEach(call -> call.work.run());
  }
}
