package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import io.github.dropblock.harness.compiled.MemoryLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls in the order in which they run, and the arrays that they hand on: such an array lives from
 * the first call that knows it to the last, and its memory serves others before and after.
 */
final class Tape implements AutoCloseable {
  private final List<Call> calls = new ArrayList<>();
  private final List<Buffer> transients = new ArrayList<>();

  /** Of which nobody may take the memory once they are written. */
  private final Set<Buffer> kept = new HashSet<>();

  Buffer array(Format format) {
    Buffer buffer = new Buffer(format);
    transients.add(buffer);
    return buffer;
  }

  /** Has an array's numbers stay until the tape has run to its end. */
  void keep(Buffer array) {
    kept.add(array);
  }

  void add(Call call) {
    calls.add(call);
  }

  void add(Descriptor descriptor, Map<Integer, Buffer> arguments) {
    calls.add(new PrimitiveCall(descriptor, arguments));
    descriptor.close();
  }

  void add(String what, Runnable work, Buffer... arrays) {
    calls.add(new JavaCall(what, List.of(arrays), work));
  }

  /** Something that Java does on arrays. */
  private record JavaCall(String what, List<Buffer> arrays, Runnable work) implements Call {
    @Override
    public void run() {
      work.run();
    }
  }

  /** The same numbers in another format: the array itself if it is in that one. */
  Buffer in(Format format, Buffer array, String what) {
    if (array.format().same(format)) {
      return array;
    }
    Buffer to = array(format);
    copy(array, to, what);
    return to;
  }

  /** Writes one array into another of the same shape. */
  void copy(Buffer from, Buffer to, String what) {
    calls.add(reorder(from, to, what));
  }

  static Call reorder(Buffer from, Buffer to, String what) {
    try (Descriptor descriptor =
        Descriptor.of(
            "reorder of " + what,
            made ->
                dnnl_reorder_primitive_desc_create(
                    made,
                    from.format().descriptor(),
                    OneDnn.ENGINE,
                    to.format().descriptor(),
                    OneDnn.ENGINE,
                    null))) {
      return new PrimitiveCall(descriptor, Map.of(DNNL_ARG_SRC, from, DNNL_ARG_DST, to));
    }
  }

  /** Where the arrays could lie. */
  MemoryLayout layout() {
    return MemoryLayout.of(
        transients, calls.stream().map(Call::arrays).toList(), kept, Buffer::bytes);
  }

  /** Gives the arrays their places. */
  void bind(MemoryLayout layout, Memory memory) {
    for (int i = 0; i < transients.size(); i++) {
      transients.get(i).bind(memory.at(layout.offsets().get(i)));
    }
  }

  void run() {
    for (Call call : calls) {
      call.run();
    }
  }

  /** Runs, and returns the processor time of this thread in primitives, nanoseconds. */
  long runTimingPrimitives() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (Call call : calls) {
      long start = threads.getCurrentThreadCpuTime();
      call.run();
      if (call instanceof PrimitiveCall) {
        nanos += threads.getCurrentThreadCpuTime() - start;
      }
    }
    return nanos;
  }

  @Override
  public void close() {
    calls.forEach(Call::close);
    transients.forEach(Buffer::close);
  }
}
