package io.github.dropblock.harness.regularize;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Scales what is kept, and writes zeros where blocks lie. */
@FunctionalInterface
interface Zeroing {
  /**
   * @param blocks that leave something
   * @param from {@code [images, channels, height, width]}, a view of any order
   * @param to of the same shape, or the same array
   */
  void drop(Blocks blocks, INDArray from, INDArray to);

  /** Whether ND4J computes on a GPU, with what the CPU's class path does not have. */
  static boolean onGpu() {
    return Nd4j.getExecutioner().type() == ExecutionerType.CUDA;
  }
}
