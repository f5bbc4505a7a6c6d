package io.github.dropblock.harness.cuda;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.PointerPointer;
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
    // ND4J points to where the stream's handle is. Not closed: that would free what is ND4J's.
    return new CUstream_st(new PointerPointer<>(context.getOldStream()).get(0));
  }

  @Override
  public long addressToWrite(INDArray array) {
    AtomicAllocator allocator = AtomicAllocator.getInstance();
    // Brings the numbers to the GPU, should the host have them alone.
    CudaContext context = allocator.getFlowController().prepareAction(null, array);
    long address = allocator.getPointer(array, context).address();
    AllocationPoint point = allocator.getAllocationPoint(array);
    point.tickDeviceWrite();
    return address;
  }
}
