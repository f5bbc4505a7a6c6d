package io.github.dropblock.harness.cudnn;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.jita.allocator.impl.AllocationPoint;
import org.nd4j.jita.allocator.impl.AtomicAllocator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.jcublas.context.CudaContext;

/**
 * The GPU that ND4J's CUDA backend uses.
 *
 * <p>ND4J counts the writes of both sides to an array that lies in host and device memory, and
 * copies when the side that reads is behind. DL4J's helpers go through {@code
 * FlowController.prepareAction}, which gives each array host memory besides; here only the counts
 * are looked at.
 */
final class NvidiaGpu implements Device {
  private final AtomicAllocator allocator = AtomicAllocator.getInstance();

  /** Of the thread that asked last. */
  private CudaContext context;

  private CUstream_st stream;

  @Override
  public Pointer read(INDArray array) {
    return upToDate(array).getDevicePointer();
  }

  @Override
  public Pointer write(INDArray array) {
    // Brought up to date too: a view shares its count with the whole, whose other parts stay.
    AllocationPoint memory = upToDate(array);
    memory.tickDeviceWrite();
    return memory.getDevicePointer();
  }

  /** Copies nothing unless the host has written to the array last. */
  private AllocationPoint upToDate(INDArray array) {
    AllocationPoint memory = allocator.getAllocationPoint(array);
    allocator.getFlowController().synchronizeToDevice(memory);
    return memory;
  }

  @Override
  public CUstream_st stream() {
    CudaContext now = allocator.getDeviceContext();
    if (now != context) {
      context = now;
      // Not cuBLAS's: this is the only method that takes ND4J's stream out of the box it comes in.
      stream = new CUstream_st(now.getCublasStream());
    }
    return stream;
  }
}
