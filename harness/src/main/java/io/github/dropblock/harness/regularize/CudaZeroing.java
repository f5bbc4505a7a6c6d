package io.github.dropblock.harness.regularize;

import io.github.dropblock.harness.cuda.CudaDevice;
import io.github.dropblock.harness.cuda.CudaKernel;
import io.github.dropblock.harness.cuda.DeviceLongs;
import io.github.dropblock.harness.cuda.Nd4jGpu;
import java.util.List;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Drops blocks on the GPU: their corners go there once a step, for the forward pass, and two
 * kernels a pass scale the maps and write the zeros, in ND4J's own queue. The host waits for
 * nothing. For one place in one network.
 */
final class CudaZeroing implements Zeroing {
  private final BlockKernels kernels;
  private final CudaDevice gpu;
  private final DeviceLongs corners = new DeviceLongs();

  /** Whose corners the GPU has. */
  private Blocks uploaded;

  CudaZeroing(BlockKernels kernels, CudaDevice gpu) {
    this.kernels = kernels;
    this.gpu = gpu;
  }

  /** On the GPU that ND4J computes on. */
  static Zeroing create() {
    return new CudaZeroing(Compiled.KERNELS, new Nd4jGpu());
  }

  /** Those of {@code blocks.cu}. */
  record BlockKernels(CudaKernel scale, CudaKernel zero) {}

  /** Once for all places. */
  private static final class Compiled {
    static final BlockKernels KERNELS = compile();
  }

  static BlockKernels compile() {
    List<CudaKernel> both =
        CudaKernel.compile(CudaZeroing.class, "blocks.cu", "scale_maps", "zero_blocks");
    return new BlockKernels(both.get(0), both.get(1));
  }

  @Override
  public void drop(Blocks blocks, INDArray from, INDArray to) {
    if (from.dataType() != DataType.FLOAT || to.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "on a GPU, DropBlock takes maps of type FLOAT, not " + from.dataType());
    }
    CUstream_st stream = gpu.stream();
    if (blocks != uploaded) {
      corners.upload(stream, blocks.corners());
      uploaded = blocks;
    }
    scale((float) blocks.scale(), stream, from, to);
    if (blocks.count() > 0) {
      zero(blocks, stream, to);
    }
  }

  private void scale(float scale, CUstream_st stream, INDArray from, INDArray to) {
    long[] read = from.stride();
    long[] written = to.stride();
    kernels.scale.launch(
        stream,
        from.length(),
        gpu.addressToRead(from),
        gpu.addressToWrite(to),
        scale,
        from.length(),
        Math.toIntExact(from.size(1)),
        Math.toIntExact(from.size(2)),
        Math.toIntExact(from.size(3)),
        read[0],
        read[1],
        read[2],
        read[3],
        written[0],
        written[1],
        written[2],
        written[3]);
  }

  private void zero(Blocks blocks, CUstream_st stream, INDArray maps) {
    long[] stride = maps.stride();
    int count = blocks.count();
    kernels.zero.launch(
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
