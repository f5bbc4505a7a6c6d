package io.github.dropblock.harness.regularize;

import io.github.dropblock.harness.cuda.CudaDevice;
import io.github.dropblock.harness.cuda.CudaKernel;
import io.github.dropblock.harness.cuda.DeviceLongs;
import io.github.dropblock.harness.cuda.Nd4jGpu;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Zeroes blocks on the GPU: their corners go there once a step, for the forward pass, and one small
 * kernel a pass writes the zeros, in ND4J's own queue. The host waits for nothing. For one place in
 * one network.
 */
final class CudaZeroing implements Zeroing {
  private final CudaKernel kernel;
  private final CudaDevice gpu;
  private final DeviceLongs corners = new DeviceLongs();

  /** Whose corners the GPU has. */
  private Blocks uploaded;

  CudaZeroing(CudaKernel kernel, CudaDevice gpu) {
    this.kernel = kernel;
    this.gpu = gpu;
  }

  /** On the GPU that ND4J computes on. */
  static Zeroing create() {
    return new CudaZeroing(Compiled.KERNEL, new Nd4jGpu());
  }

  /** Once for all places. */
  private static final class Compiled {
    static final CudaKernel KERNEL = compile();
  }

  static CudaKernel compile() {
    return CudaKernel.compile(CudaZeroing.class, "blocks.cu", "zero_blocks");
  }

  @Override
  public void zero(Blocks blocks, INDArray maps) {
    if (maps.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "on a GPU, DropBlock takes maps of type FLOAT, not " + maps.dataType());
    }
    int count = blocks.count();
    if (count == 0) {
      return;
    }
    CUstream_st stream = gpu.stream();
    if (blocks != uploaded) {
      corners.upload(stream, blocks.corners());
      uploaded = blocks;
    }
    long[] stride = maps.stride();
    kernel.launch(
        stream,
        (long) count * blocks.size(),
        gpu.addressToWrite(maps),
        corners.address(),
        (long) count,
        blocks.size(),
        blocks.placesDown(),
        blocks.placesAcross(),
        Math.toIntExact(maps.size(1)),
        stride[0],
        stride[1],
        stride[2],
        stride[3]);
  }
}
