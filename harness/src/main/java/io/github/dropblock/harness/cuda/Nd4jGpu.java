package io.github.dropblock.harness.cuda;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.nd4j.jita.allocator.impl.AllocationPoint;
import org.nd4j.jita.allocator.impl.AtomicAllocator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.jcublas.context.CudaContext;

/** The GPU of ND4J's CUDA backend. */
public final class Nd4jGpu implements Gpu {
  /** ND4J's "old" stream, on which it runs all operations; the "special" one only copies. */
  @Override
  public CUstream_st stream() {
    CudaContext context = AtomicAllocator.getInstance().getDeviceContext();
    // The only method that takes the handle of ND4J's stream out of the place it is kept in.
    return new CUstream_st(context.getCublasStream());
  }

  @Override
  public long addressToWrite(INDArray array) {
    AtomicAllocator allocator = AtomicAllocator.getInstance();
    AllocationPoint memory = allocator.getAllocationPoint(array);
    // Copies only where the host has written last. A view shares the count of writes with the
    // whole.
    allocator.getFlowController().synchronizeToDevice(memory);
    memory.tickDeviceWrite();
    return memory.getDevicePointer().address();
  }
}
