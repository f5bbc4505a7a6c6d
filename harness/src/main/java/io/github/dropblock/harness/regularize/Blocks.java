package io.github.dropblock.harness.regularize;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The blocks dropped in one forward pass: their top left corners, and how much they leave. */
final class Blocks {
  private final int height;
  private final int width;
  private final int size;

  /** Ascending; a corner counts row by row through the places of all planes where a block fits. */
  private final long[] corners;

  private final long cells;
  private final long kept;

  private Blocks(long planes, int height, int width, int size, long[] corners) {
    this.height = height;
    this.width = width;
    this.size = size;
    this.corners = corners;
    this.cells = planes * height * width;
    this.kept = cells - countDropped();
  }

  /**
   * @param planes images × channels
   * @param gamma probability that a block begins at a place where it fits, 0 to 1
   */
  static Blocks draw(
      long planes, int height, int width, int size, double gamma, SplittableRandom random) {
    long places = planes * (height - size + 1) * (width - size + 1);
    return new Blocks(planes, height, width, size, successes(places, gamma, random));
  }

  /** For a mask known beforehand: corners as {@link #draw} would draw them, ascending. */
  static Blocks at(long planes, int height, int width, int size, long... corners) {
    return new Blocks(planes, height, width, size, corners);
  }

  /**
   * The successes among so many Bernoulli trials, found by the gaps between them, which are
   * geometric. {@link StrictMath}, so that every machine finds the same ones.
   */
  private static long[] successes(long trials, double probability, SplittableRandom random) {
    if (probability <= 0) {
      return new long[0];
    }
    if (probability >= 1) {
      long[] all = new long[Math.toIntExact(trials)];
      Arrays.setAll(all, i -> i);
      return all;
    }
    long[] found = new long[Math.toIntExact((long) (trials * probability * 1.2) + 16)];
    int count = 0;
    double scale = 1 / StrictMath.log1p(-probability);
    double at = gap(random, scale);
    while (at < trials) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count + count / 2);
      }
      found[count++] = (long) at;
      at += 1 + gap(random, scale);
    }
    return Arrays.copyOf(found, count);
  }

  private static double gap(SplittableRandom random, double scale) {
    return StrictMath.floor(StrictMath.log1p(-random.nextDouble()) * scale);
  }

  private long countDropped() {
    long dropped = 0;
    BitSet plane = new BitSet(height * width);
    long current = -1;
    for (long corner : corners) {
      if (plane(corner) != current) {
        dropped += plane.cardinality();
        plane.clear();
        current = plane(corner);
      }
      for (int y = top(corner); y < top(corner) + size; y++) {
        plane.set(y * width + left(corner), y * width + left(corner) + size);
      }
    }
    return dropped + plane.cardinality();
  }

  /** Cells of all planes. */
  long cells() {
    return cells;
  }

  /** Cells that no block covers. */
  long kept() {
    return kept;
  }

  /** Side of a block, cells. */
  int size() {
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

  /** Ascending; a corner counts row by row through the places of all planes. Not to be changed. */
  long[] corners() {
    return corners;
  }

  /** {@link #apply(INDArray, INDArray, Zeroing)} by the host. */
  void apply(INDArray from, INDArray to) {
    apply(from, to, Blocks::zero);
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
    from.muli((double) cells / kept, to);
    zeroing.zero(this, to);
  }

  /** Writes 0 where a block lies, one number after the other. */
  private void zero(INDArray maps) {
    DataBuffer buffer = maps.data();
    long channels = maps.size(1);
    long[] stride = maps.stride();
    for (long corner : corners) {
      long plane = plane(corner);
      long start =
          plane / channels * stride[0]
              + plane % channels * stride[1]
              + top(corner) * stride[2]
              + left(corner) * stride[3];
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          buffer.put(start + y * stride[2] + x * stride[3], 0f);
        }
      }
    }
  }

  private long plane(long corner) {
    return corner / places();
  }

  private int top(long corner) {
    return (int) (corner % places() / placesAcross());
  }

  private int left(long corner) {
    return (int) (corner % places() % placesAcross());
  }

  private long places() {
    return (long) placesDown() * placesAcross();
  }
}
