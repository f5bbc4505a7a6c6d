package io.github.dropblock.harness.cudnn;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** Where arrays have their numbers, and the queue of the work on them. */
interface Device {
  /** Address of an array's first number, for work that reads it. */
  Pointer read(INDArray array);

  /** Address of an array's first number, for work that writes it and is queued next. */
  Pointer write(INDArray array);

  /**
   * ND4J's own queue: what is put into it runs in order with ND4J's operations, and nothing waits.
   */
  CUstream_st stream();

  /**
   * The array itself where its numbers lie one after the other in c order, else a copy that does.
   */
  default INDArray contiguous(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array)
        ? array
        : array.dup('c');
  }
}
