package io.github.dropblock.harness.regularize;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The blocks dropped in one forward pass: their top left corners, and how much they leave. */
public final class Blocks {
  private final int channels;
  private final int height;
  private final int width;
  private final int size;

  /** How many corners there are with each plane's: a plane is a channel of an image. */
  private final int[] ends;

  /** Plane after plane; a corner counts row by row through the plane's places for a block. */
  private final int[] corners;

  private final long cells;
  private final long kept;

  Blocks(
      int images,
      int channels,
      int height,
      int width,
      int size,
      int[] ends,
      int[] corners,
      long dropped) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.size = size;
    this.ends = ends;
    this.corners = corners;
    this.cells = (long) images * channels * height * width;
    this.kept = cells - dropped;
  }

  /**
   * For a mask known beforehand.
   *
   * @param corners ascending; each counts row by row through the places of all planes
   */
  static Blocks at(int images, int channels, int height, int width, int size, long... corners) {
    int across = width - size + 1;
    long places = (long) (height - size + 1) * across;
    int[] ends = new int[images * channels];
    int[] inPlanes = new int[corners.length];
    Cover cover = new Cover(height, width, size);
    long dropped = 0;
    int count = 0;
    for (int plane = 0; plane < ends.length; plane++) {
      for (; count < corners.length && corners[count] / places == plane; count++) {
        inPlanes[count] = (int) (corners[count] % places);
        dropped += cover.add(inPlanes[count] / across, inPlanes[count] % across);
      }
      ends[plane] = count;
      cover.clear();
    }
    return new Blocks(images, channels, height, width, size, ends, inPlanes, dropped);
  }

  /** Is told of a block: its image and channel, and the row and column of its top left cell. */
  @FunctionalInterface
  public interface BlockListener {
    void block(int image, int channel, int top, int left);
  }

  /** Tells of one block after the other, image by image and channel by channel. */
  public void forEach(BlockListener listener) {
    int across = placesAcross();
    int corner = 0;
    for (int plane = 0; plane < ends.length; plane++) {
      int image = plane / channels;
      int channel = plane % channels;
      for (; corner < ends[plane]; corner++) {
        listener.block(image, channel, corners[corner] / across, corners[corner] % across);
      }
    }
  }

  /** How many there are. */
  public int count() {
    return corners.length;
  }

  /** Cells of all planes. */
  public long cells() {
    return cells;
  }

  /** Cells that no block covers. */
  public long kept() {
    return kept;
  }

  /** What kept activations are multiplied by; 0 where none are. */
  public double scale() {
    return kept == 0 ? 0 : (double) cells / kept;
  }

  /** Side of a block, cells. */
  public int size() {
    return size;
  }

  /** Rows of a plane where a block can begin. */
  int placesDown() {
    return height - size + 1;
  }

  /** Columns of a plane where a block can begin. */
  int placesAcross() {
    return width - size + 1;
  }

  /** Plane after plane; a corner counts row by row through the places of all planes. */
  long[] corners() {
    long places = (long) placesDown() * placesAcross();
    long[] inAll = new long[corners.length];
    int corner = 0;
    for (int plane = 0; plane < ends.length; plane++) {
      for (; corner < ends[plane]; corner++) {
        inAll[corner] = plane * places + corners[corner];
      }
    }
    return inAll;
  }

  /** {@link #apply(INDArray, INDArray, Zeroing)} by the host. */
  void apply(INDArray from, INDArray to) {
    apply(from, to, Blocks::drop);
  }

  /**
   * Writes {@code from} × cells / kept into {@code to}, and 0 where a block lies. The arrays may be
   * the same, and views of any order. Where nothing is kept, all becomes 0.
   */
  void apply(INDArray from, INDArray to, Zeroing zeroing) {
    if (kept == 0) {
      to.assign(0);
      return;
    }
    zeroing.drop(this, from, to);
  }

  private void drop(INDArray from, INDArray to) {
    from.muli(scale(), to);
    zero(to);
  }

  /** Writes 0 where a block lies, one number after the other. */
  private void zero(INDArray maps) {
    DataBuffer buffer = maps.data();
    long[] stride = maps.stride();
    forEach(
        (image, channel, top, left) -> {
          long first = image * stride[0] + channel * stride[1] + top * stride[2] + left * stride[3];
          for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
              buffer.put(first + y * stride[2] + x * stride[3], 0f);
            }
          }
        });
  }
}
