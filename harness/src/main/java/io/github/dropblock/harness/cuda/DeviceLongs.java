package io.github.dropblock.harness.cuda;

import static io.github.dropblock.harness.cuda.CudaCall.check;
import static org.bytedeco.cuda.global.cudart.cuEventCreate;
import static org.bytedeco.cuda.global.cudart.cuEventRecord;
import static org.bytedeco.cuda.global.cudart.cuEventSynchronize;
import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemAllocHost;
import static org.bytedeco.cuda.global.cudart.cuMemFree;
import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Integers on their way from the host to the GPU, through page-locked memory, from which the GPU
 * fetches them while the host goes on. Grows to the longest list; freed with the process. For one
 * thread.
 */
public final class DeviceLongs {
  /** No timing, which would cost time. */
  static final int CU_EVENT_DISABLE_TIMING = 2;

  private final CUevent_st fetched = new CUevent_st();
  private Pointer locked;
  private long address;
  private long capacity;

  /** Where the integers of the last {@link #upload} lie on the GPU. */
  public long address() {
    return address;
  }

  /**
   * Puts the copy of {@code values} into a queue. What reads the values before these must be in the
   * same queue already.
   */
  public void upload(CUstream_st stream, long... values) {
    if (values.length == 0) {
      return;
    }
    if (capacity > 0) {
      // Those before these left a whole step ago, so this hardly ever waits.
      check(cuEventSynchronize(fetched), "cuEventSynchronize");
    }
    if (values.length > capacity) {
      grow(values.length);
    }
    new LongPointer(locked).put(values, 0, values.length);
    check(
        cuMemcpyHtoDAsync(address, locked, (long) values.length * Long.BYTES, stream),
        "cuMemcpyHtoDAsync");
    check(cuEventRecord(fetched, stream), "cuEventRecord");
  }

  private void grow(int length) {
    if (capacity == 0) {
      check(cuEventCreate(fetched, CU_EVENT_DISABLE_TIMING), "cuEventCreate");
    } else {
      check(cuMemFreeHost(locked), "cuMemFreeHost");
      // Waits for all that reads it; a few times at a training's beginning.
      check(cuMemFree(address), "cuMemFree");
    }
    // How many blocks are drawn changes from step to step by little.
    capacity = (long) length + length / 2 + 16;
    locked = new Pointer();
    check(cuMemAllocHost(locked, capacity * Long.BYTES), "cuMemAllocHost");
    long[] place = new long[1];
    check(cuMemAlloc(place, capacity * Long.BYTES), "cuMemAlloc");
    address = place[0];
  }
}
