package io.github.dropblock.harness.regularize;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Writes zeros where blocks lie. */
@FunctionalInterface
interface Zeroing {
  /**
   * @param maps {@code [images, channels, height, width]}, a view of any order
   */
  void zero(Blocks blocks, INDArray maps);

  /** Whether ND4J computes on a GPU, with what the CPU's class path does not have. */
  static boolean onGpu() {
    return Nd4j.getExecutioner().type() == ExecutionerType.CUDA;
  }
}
