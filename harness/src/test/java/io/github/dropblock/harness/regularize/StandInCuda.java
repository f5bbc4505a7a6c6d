package io.github.dropblock.harness.regularize;

import io.github.dropblock.harness.cuda.CudaDevice;
import io.github.dropblock.harness.cuda.PageLockedUpload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Uploads and drops blocks as on a GPU, with CUDA's libraries replaced by stand-ins that compute on
 * the CPU, and compares every number with what the CPU's own way gives. In a JVM of its own, since
 * a library can't be unloaded. Prints the cases that are alike, or what is not.
 */
final class StandInCuda {
  private static final List<String> LIBRARIES =
      List.of("libcuda.so.1", "libcudart.so.11.0", "libnvrtc.so.11.2");

  private StandInCuda() {}

  /** With the folder of the stand-ins. */
  public static void main(String[] arguments) {
    // Loaded under their names already, they are taken for the real ones.
    LIBRARIES.forEach(library -> System.load(Path.of(arguments[0], library).toString()));
    Host host = new Host();
    CudaZeroing zeroing = new CudaZeroing(CudaZeroing.compile(), host);
    uploads(host, zeroing);
    inARow(host, zeroing);
    dropped(host, zeroing);
  }

  /** A second batch comes to where the first was, while the first is still to be worked on. */
  private static void uploads(Host host, Zeroing zeroing) {
    INDArray maps = Nd4j.create(DataType.FLOAT, 1, 1, 2, 2);
    PageLockedUpload upload = new PageLockedUpload(host);
    inOtherThread(() -> upload.copy(new float[] {1, 2, 3, 4}, maps));
    require(maps.getFloat(3) == 4, "the first numbers are not there");
    zeroing.drop(Blocks.at(1, 1, 2, 2, 1, 0), maps, maps);
    upload.readsAreQueued();
    require(maps.getFloat(3) == 4, "the stream was waited for");

    inOtherThread(() -> upload.copy(new float[] {5, 6, 7, 8}, maps));

    cudart.cuStreamSynchronize(host.stream());
    require(
        Arrays.equals(maps.data().asFloat(), new float[] {5, 6, 7, 8}),
        "the upload did not wait for what was queued before: " + maps);
  }

  /** The corners of a second step are written while the first one's are still to be fetched. */
  private static void inARow(Host host, Zeroing zeroing) {
    INDArray first = Nd4j.ones(DataType.FLOAT, 1, 1, 1, 3);
    INDArray second = first.dup();
    zeroing.drop(Blocks.at(1, 1, 1, 3, 1, 0), first, first);
    zeroing.drop(Blocks.at(1, 1, 1, 3, 1, 2), second, second);
    cudart.cuStreamSynchronize(host.stream());
    require(
        Arrays.equals(first.data().asFloat(), new float[] {0, 1.5f, 1.5f})
            && Arrays.equals(second.data().asFloat(), new float[] {1.5f, 1.5f, 0}),
        "the second step's corners took the first one's place: %s %s".formatted(first, second));
  }

  private static void inOtherThread(Runnable work) {
    CompletableFuture.runAsync(work).join();
  }

  private static void require(boolean held, String complaint) {
    if (!held) {
      throw new AssertionError(complaint);
    }
  }

  private static void dropped(Host host, Zeroing zeroing) {
    SplittableRandom random = new SplittableRandom(5);
    int alike = 0;
    for (int round = 0; round < 40; round++) {
      Maps maps = Maps.random(random);
      double gamma = round % 10 == 9 ? 0 : random.nextDouble() * random.nextDouble();
      Blocks blocks = maps.draw(gamma, round);
      // Forward and backward pass, on arrays of other orders.
      for (INDArray array : List.of(maps.plain(), maps.permuted(), maps.window())) {
        INDArray expected = Nd4j.create(DataType.FLOAT, array.shape());
        blocks.apply(array, expected);
        blocks.apply(array, array, zeroing);
        require(
            blocks.count() == 0 || blocks.kept() == 0 || !array.equals(expected),
            "nothing was put into the stream: the zeros are there already");
        INDArray apart = Nd4j.create(DataType.FLOAT, array.shape());
        blocks.apply(array.dup(), apart);
        require(
            blocks.count() == 0 || blocks.kept() == 0 || apart.equals(expected),
            "nothing was put into the stream: the maps are scaled already");
        cudart.cuStreamSynchronize(host.stream());
        require(
            Arrays.equals(array.dup('c').data().asFloat(), expected.dup('c').data().asFloat()),
            "other numbers in round %d: %s".formatted(round, maps));
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

    Blocks draw(double gamma, int iteration) {
      Binomial beginning = new Binomial((height - size + 1) * (width - size + 1), gamma);
      return new Drawing(images, channels, height, width, size, beginning, 5, iteration).draw();
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
  private static final class Host implements CudaDevice {
    /** Of each thread its own, as in ND4J; only the address counts. */
    private final ThreadLocal<CUstream_st> streams =
        ThreadLocal.withInitial(() -> new CUstream_st(new BytePointer(1)));

    @Override
    public CUstream_st stream() {
      return streams.get();
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
