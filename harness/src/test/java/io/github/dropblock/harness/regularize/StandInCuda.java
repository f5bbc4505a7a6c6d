package io.github.dropblock.harness.regularize;

import io.github.dropblock.harness.cuda.Gpu;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Drops blocks as on a GPU, with CUDA's libraries replaced by stand-ins that compute on the CPU,
 * and compares every number with what the CPU's own way gives. In a JVM of its own, since a library
 * can't be unloaded. Prints the cases that are alike, or what is not.
 */
final class StandInCuda {
  private static final List<String> LIBRARIES =
      List.of("libcuda.so.1", "libcudart.so.11.0", "libnvrtc.so.11.2");

  private StandInCuda() {}

  /** With the folder of the stand-ins. */
  public static void main(String[] arguments) {
    // Loaded under their names already, they are taken for the real ones.
    LIBRARIES.forEach(library -> System.load(Path.of(arguments[0], library).toString()));
    CudaZeroing zeroing = new CudaZeroing(CudaZeroing.compile(), new Host());
    SplittableRandom random = new SplittableRandom(5);
    int alike = 0;
    for (int round = 0; round < 40; round++) {
      Maps maps = Maps.random(random);
      double gamma = round % 10 == 9 ? 0 : random.nextDouble() * random.nextDouble();
      Blocks blocks = Blocks.draw(maps.planes(), maps.height, maps.width, maps.size, gamma, random);
      // Forward and backward pass, on arrays of other orders.
      for (INDArray array : List.of(maps.plain(), maps.permuted(), maps.window())) {
        INDArray expected = Nd4j.create(DataType.FLOAT, array.shape());
        blocks.apply(array, expected);
        blocks.apply(array, array, zeroing);
        if (blocks.corners().length > 0 && blocks.kept() > 0 && array.equals(expected)) {
          throw new AssertionError("nothing was put into the stream: the zeros are there already");
        }
        cudart.cuStreamSynchronize(null);
        if (!Arrays.equals(array.dup('c').data().asFloat(), expected.dup('c').data().asFloat())) {
          throw new AssertionError("other numbers in round %d: %s".formatted(round, maps));
        }
        alike++;
      }
    }
    System.out.println(alike + " alike");
  }

  /** Shape of what is dropped from. */
  private record Maps(int images, int channels, int height, int width, int size) {
    static Maps random(SplittableRandom random) {
      int height = random.nextInt(1, 12);
      int width = random.nextInt(1, 12);
      return new Maps(
          random.nextInt(1, 4),
          random.nextInt(1, 5),
          height,
          width,
          random.nextInt(1, Math.min(height, width) + 1));
    }

    long planes() {
      return (long) images * channels;
    }

    INDArray plain() {
      return Nd4j.rand(DataType.FLOAT, images, channels, height, width).addi(1);
    }

    INDArray permuted() {
      return Nd4j.rand(DataType.FLOAT, channels, width, images, height).addi(1).permute(2, 0, 3, 1);
    }

    INDArray window() {
      return Nd4j.rand(DataType.FLOAT, images + 2, channels + 1, height + 2, width + 3)
          .addi(1)
          .get(
              NDArrayIndex.interval(1, images + 1),
              NDArrayIndex.interval(0, channels),
              NDArrayIndex.interval(2, height + 2),
              NDArrayIndex.interval(1, width + 1));
    }
  }

  /** The host's memory as a GPU's. */
  private static final class Host implements Gpu {
    @Override
    public CUstream_st stream() {
      return null;
    }

    @Override
    public long addressToRead(INDArray array) {
      return addressToWrite(array);
    }

    @Override
    public long addressToWrite(INDArray array) {
      return array.data().addressPointer().address();
    }
  }
}
