package io.github.dropblock.harness.network;

import io.github.dropblock.harness.files.Printable;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights of VGG-16's convolutions in an HDF5 file that Keras wrote. Its versions differ in how
 * they nest and name what belongs to a layer ({@code block1_conv1/block1_conv1_W_1:0}, {@code
 * model_weights/block1_conv1/block1_conv1/kernel:0}), so a layer's group is found by its name,
 * wherever it is, and kernel and bias in it by their number of dimensions.
 */
final class KerasFile implements AutoCloseable {
  private static final String FIRST_LAYER = "block1-conv1";

  private final HdfFile file;

  /** More is not a kernel of VGG-16, whose largest have 2.4 million. */
  private static final long MOST_NUMBERS = 1 << 24;

  /** Mapped, since jHDF reserves as much memory as a file that it reads itself claims to need. */
  private KerasFile(Path path) throws WeightsException {
    try (FileChannel channel = FileChannel.open(path)) {
      file = HdfFile.fromByteBuffer(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    } catch (IOException e) {
      throw new WeightsException("%s can't be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** What is done with an open file. */
  @FunctionalInterface
  interface Use {
    void of(KerasFile file) throws WeightsException;
  }

  /**
   * Opens a file, and closes it.
   *
   * @throws WeightsException in a line, if it is not an HDF5 file or a broken one
   */
  static void reading(Path path, Use use) throws WeightsException {
    try (KerasFile file = new KerasFile(path)) {
      use.of(file);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Broken files make jHDF throw of every kind: their groups may hold one another, and claim
      // more memory than there is.
      throw new WeightsException(
          "%s can't be read as HDF5: %s; fetch it again"
              .formatted(path, Printable.of(e.toString().lines().findFirst().orElse(""))),
          e);
    }
  }

  /**
   * A parameter as DL4J has it: {@code W} of {@code [out, in, height, width]}, {@code b} of {@code
   * [1, out]}.
   */
  Optional<INDArray> find(String layer, String parameter) {
    Optional<Group> group = group(file, layer.replace('-', '_'));
    return parameter.equals("b")
        ? group.flatMap(found -> dataset(found, 1)).map(KerasFile::bias)
        : group
            .flatMap(found -> dataset(found, 4))
            .map(dataset -> kernel(dataset, layer.equals(FIRST_LAYER)));
  }

  private static Optional<Group> group(Group in, String name) {
    Optional<Group> direct = groups(in).filter(group -> group.getName().equals(name)).findFirst();
    return direct.isPresent()
        ? direct
        : groups(in).flatMap(group -> group(group, name).stream()).findFirst();
  }

  private static Stream<Group> groups(Group in) {
    return nodes(in).filter(Group.class::isInstance).map(Group.class::cast);
  }

  private static Optional<Dataset> dataset(Group in, int dimensions) {
    return nodes(in)
        .flatMap(
            node ->
                node instanceof Group group
                    ? dataset(group, dimensions).stream()
                    : Stream.of(node).filter(Dataset.class::isInstance).map(Dataset.class::cast))
        .filter(dataset -> dataset.getDimensions().length == dimensions)
        .filter(dataset -> dataset.getJavaType() == float.class)
        .filter(dataset -> dataset.getSize() <= MOST_NUMBERS)
        .findFirst();
  }

  private static Stream<Node> nodes(Group group) {
    return group.getChildren().values().stream();
  }

  /**
   * From {@code [height, width, in, out]}.
   *
   * @param blueFirst whether the file's input channels are blue, green, red; here red is first
   */
  private static INDArray kernel(Dataset dataset, boolean blueFirst) {
    int[] shape = dataset.getDimensions();
    int cells = shape[0] * shape[1];
    int in = shape[2];
    int out = shape[3];
    float[] from = (float[]) dataset.getDataFlat();
    float[] to = new float[from.length];
    for (int cell = 0; cell < cells; cell++) {
      for (int channel = 0; channel < in; channel++) {
        int target = blueFirst ? in - 1 - channel : channel;
        for (int filter = 0; filter < out; filter++) {
          to[(filter * in + target) * cells + cell] = from[(cell * in + channel) * out + filter];
        }
      }
    }
    return Nd4j.create(to, new long[] {out, in, shape[0], shape[1]}, 'c');
  }

  private static INDArray bias(Dataset dataset) {
    return Nd4j.create((float[]) dataset.getDataFlat(), new long[] {1, dataset.getSize()}, 'c');
  }

  @Override
  public void close() {
    file.close();
  }
}
