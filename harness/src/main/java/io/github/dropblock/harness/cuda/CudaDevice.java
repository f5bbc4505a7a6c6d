package io.github.dropblock.harness.cuda;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where arrays lie on the GPU, and the queue of what is done to them. What is put into that queue
 * happens in order, after what ND4J has put there and before what it will; nobody waits for it.
 */
public interface CudaDevice {
  /** The queue of the calling thread. */
  CUstream_st stream();

  /**
   * Where an array's first number lies on the GPU, for a kernel that reads the array. It is up to
   * date there.
   */
  long addressToRead(INDArray array);

  /**
   * Where an array's first number lies on the GPU, for a kernel that writes to the array: from here
   * on the host's copy is taken for outdated.
   */
  long addressToWrite(INDArray array);
}
