package io.github.dropblock.harness.cuda;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.nd4j.jita.allocator.impl.AllocationPoint;
import org.nd4j.jita.allocator.impl.AtomicAllocator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.jcublas.context.CudaContext;

/**
 * The GPU of ND4J's CUDA backend.
 *
 * <p>ND4J counts the writes of both sides to an array in host and device memory, and copies when
 * the side that reads is behind. DL4J's helpers go through {@code FlowController.prepareAction},
 * which gives each array host memory besides; here only the counts are looked at.
 */
public final class Nd4jGpu implements CudaDevice {
  private final AtomicAllocator allocator = AtomicAllocator.getInstance();

  /** Of the thread that asked last: to take it out anew costs an allocation. */
  private Queue last = new Queue(null, null);

  private record Queue(CudaContext context, CUstream_st stream) {}

  /** ND4J's "old" stream, on which it runs all operations; the "special" one only copies. */
  @Override
  @SuppressWarnings("ReferenceEquality") // ND4J makes another context for another thread or device.
  public CUstream_st stream() {
    CudaContext context = allocator.getDeviceContext();
    Queue queue = last;
    if (queue.context != context) {
      // The only method that takes the handle of ND4J's stream out of the place it is kept in.
      queue = new Queue(context, new CUstream_st(context.getCublasStream()));
      last = queue;
    }
    return queue.stream;
  }

  @Override
  public long addressToRead(INDArray array) {
    return upToDate(array).getDevicePointer().address();
  }

  @Override
  public long addressToWrite(INDArray array) {
    // Brought up to date too: a view shares the count of writes with the whole, whose rest stays.
    AllocationPoint memory = upToDate(array);
    memory.tickDeviceWrite();
    return memory.getDevicePointer().address();
  }

  /** Copies only where the host has written last. */
  private AllocationPoint upToDate(INDArray array) {
    AllocationPoint memory = allocator.getAllocationPoint(array);
    allocator.getFlowController().synchronizeToDevice(memory);
    return memory;
  }
}
