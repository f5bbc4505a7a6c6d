package io.github.dropblock.harness.cuda;

import static io.github.dropblock.harness.cuda.CudaCall.check;
import static org.bytedeco.cuda.global.cudart.cuEventCreate;
import static org.bytedeco.cuda.global.cudart.cuEventRecord;
import static org.bytedeco.cuda.global.cudart.cuEventSynchronize;
import static org.bytedeco.cuda.global.cudart.cuMemAllocHost;
import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes numbers to an array on the GPU again and again, beside what the GPU does meanwhile: one
 * thread copies, in a queue of its own and from page-locked memory, another one computes. The copy
 * waits for what reads the numbers before it, and for nothing else.
 */
public final class PageLockedUpload {
  private final CudaDevice gpu;

  /** When the GPU has come so far, the array's numbers aren't needed any more. */
  private final CUevent_st read = new CUevent_st();

  private Pointer locked;
  private long capacity;

  public PageLockedUpload(CudaDevice gpu) {
    this.gpu = gpu;
  }

  /** Puts numbers in the place of the array's, and returns when they are there. */
  public void copy(float[] values, INDArray to) {
    // Asked for first: it gives a new thread its context.
    CUstream_st stream = gpu.stream();
    if (capacity == 0) {
      check(cuEventCreate(read, DeviceLongs.CU_EVENT_DISABLE_TIMING), "cuEventCreate");
    }
    check(cuEventSynchronize(read), "cuEventSynchronize");
    lock(values.length);
    new FloatPointer(locked).put(values, 0, values.length);
    check(
        cuMemcpyHtoDAsync(
            gpu.addressToWrite(to), locked, (long) values.length * Float.BYTES, stream),
        "cuMemcpyHtoDAsync");
    check(cuStreamSynchronize(stream), "cuStreamSynchronize");
  }

  /** Says that the calling thread has queued all that reads the array. */
  public void readsAreQueued() {
    check(cuEventRecord(read, gpu.stream()), "cuEventRecord");
  }

  private void lock(int length) {
    if (length <= capacity) {
      return;
    }
    if (capacity > 0) {
      check(cuMemFreeHost(locked), "cuMemFreeHost");
    }
    locked = new Pointer();
    check(cuMemAllocHost(locked, (long) length * Float.BYTES), "cuMemAllocHost");
    capacity = length;
  }
}
