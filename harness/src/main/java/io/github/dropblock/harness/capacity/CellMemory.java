package io.github.dropblock.harness.capacity;

import io.github.dropblock.harness.backend.Step.StepKind;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Training;
import java.util.Comparator;

/**
 * What a cell's JVM may take. An estimate on the safe side, from the networks' published sizes, to
 * choose limits and how many cells fit side by side; nothing of a result depends on it.
 *
 * <p>Peaks measured with DL4J 1.0.0-M1.1 on Linux, batches of profile {@code photos} (64 px, full
 * width), against the estimate: AlexNet 859 of 859 MiB, ResNet-34 1,022 of 2,013, VGG-16 1,530 of
 * 1,957; profile {@code quick}, 203 to 290 of about 610.
 *
 * @param heapBytes on the JVM's heap
 * @param nativeBytes outside it, where ND4J's arrays are
 */
public record CellMemory(long heapBytes, long nativeBytes) {
  private static final long MIB = 1L << 20;
  private static final long HEAP_BASE = 256 * MIB;
  private static final long NATIVE_BASE = 344 * MIB;
  private static final int FLOAT_BYTES = 4;

  /** Weights, their gradient, two numbers of updater state, and one for copies. */
  private static final int ARRAYS_PER_PARAMETER = 5;

  /** A layer's output, its gradient, and one for im2col, masks and the like. */
  private static final int ARRAYS_PER_ACTIVATION = 3;

  /** Copies of the parameters on the heap while a checkpoint is written. */
  private static final int HEAP_COPIES = 2;

  /** Batches on the heap: the one in use, one made ahead, and one in the making in each thread. */
  private static final int BATCHES = 2 + Batches.MOST_THREADS;

  /**
   * What a process takes of a GPU before its first array: CUDA's context, kernels, and a workspace
   * of cuDNN's of up to 1 GiB; compiled steps do without ND4J's kernels. Guesses on the safe side;
   * neither was measured.
   */
  private static final long DEVICE_BASE = 2048 * MIB;

  private static final long DEVICE_BASE_OF_COMPILED = 1792 * MIB;

  public CellMemory {
    if (heapBytes < 1 || nativeBytes < 1) {
      throw new IllegalArgumentException(
          "a cell's memory is %s bytes of heap and %s outside; both must be above 0"
              .formatted(heapBytes, nativeBytes));
    }
  }

  /** What one network's training takes. */
  public static CellMemory of(Network network, Protocol protocol) {
    return of(network, protocol.imageSize(), protocol.width(), protocol.batchSize());
  }

  private static CellMemory of(Network network, double size, double width, int batchSize) {
    double parameterBytes =
        FLOAT_BYTES * (convolutionParameters(network) + headParameters(network)) * width * width;
    double activationBytes =
        FLOAT_BYTES * activations(network) * width * (size * size / (224 * 224)) * batchSize;
    double batchBytes = FLOAT_BYTES * 3 * size * size * batchSize;
    return new CellMemory(
        HEAP_BASE + (long) (HEAP_COPIES * parameterBytes + BATCHES * batchBytes),
        NATIVE_BASE
            + (long)
                (ARRAYS_PER_PARAMETER * parameterBytes + ARRAYS_PER_ACTIVATION * activationBytes));
  }

  /** What every cell of a matrix has enough of. */
  public static CellMemory ofLargest(Matrix matrix, Protocol protocol) {
    return ofLargest(matrix, protocol, protocol.batchSize());
  }

  /** The same with another batch. */
  public static CellMemory ofLargest(Matrix matrix, Protocol protocol, int batchSize) {
    return matrix.networks().stream()
        .map(network -> of(network, protocol.imageSize(), protocol.width(), batchSize))
        .max(Comparator.comparingLong(CellMemory::total))
        .orElseThrow();
  }

  /** Heap and native memory from one figure, a third of it heap. */
  public static CellMemory ofTotal(long bytes) {
    return new CellMemory(bytes / 3, bytes - bytes / 3);
  }

  /**
   * The largest batch below a training's own, by halves, that by estimate has room in this memory;
   * 1 if none has.
   */
  public int fittingBatch(Network network, Training training) {
    int batch = training.batchSize() / 2;
    while (batch > 1 && !holds(of(network, training.imageSize(), training.width(), batch))) {
      batch /= 2;
    }
    return Math.max(1, batch);
  }

  private boolean holds(CellMemory needed) {
    return needed.heapBytes() <= heapBytes && needed.nativeBytes() <= nativeBytes;
  }

  /** Heap and native memory together, bytes. */
  public long total() {
    return heapBytes + nativeBytes;
  }

  /**
   * What it takes of a GPU's memory, bytes: its arrays lie there as well as on the host.
   *
   * @param step what computes its steps
   */
  public long deviceBytes(StepKind step) {
    return (step == StepKind.COMPILED ? DEVICE_BASE_OF_COMPILED : DEVICE_BASE) + nativeBytes;
  }

  private static double convolutionParameters(Network network) {
    return switch (network) {
      case ALEXNET -> 3.75e6;
      case RESNET_34 -> 21.3e6;
      case VGG_16 -> 14.7e6;
    };
  }

  private static double headParameters(Network network) {
    return (network == Network.ALEXNET ? 256 : 512) * 4096;
  }

  /** Numbers that all layers put out for one image of 224 pixels at width 1. */
  private static double activations(Network network) {
    return switch (network) {
      case ALEXNET -> 2e6;
      case RESNET_34 -> 13e6;
      case VGG_16 -> 15e6;
    };
  }
}
