package io.github.dropblock.harness.compiled.onednn;

import java.nio.FloatBuffer;

/**
 * Arithmetic number by number on arrays outside the heap, one tile after the other: a tile is
 * copied to the heap, where it fits into the first cache, worked on by a plain loop, which the
 * JVM's compiler makes vector instructions of, and copied back. So it needs no module that a JVM
 * may lack, and comes to the same bits with any vectors.
 */
final class Tiles {
  private static final int LENGTH = 2048;

  /** So many numbers at least are worth a thread. */
  private static final int GRAIN = 16 * LENGTH;

  private Tiles() {}

  /** Works on the first numbers of some tiles. */
  @FunctionalInterface
  interface Kernel {
    void apply(float[][] tiles, int length);
  }

  /**
   * @param written how many of the arrays, from the first on, the kernel writes; one that is
   *     written only may be read too
   */
  static void map(Workers workers, int length, int written, Kernel kernel, FloatBuffer... arrays) {
    workers.share(length, GRAIN, (first, end) -> map(first, end, written, kernel, arrays));
  }

  private static void map(int first, int end, int written, Kernel kernel, FloatBuffer... arrays) {
    float[][] tiles = SCRATCH.get();
    for (int from = first; from < end; from += LENGTH) {
      int length = Math.min(LENGTH, end - from);
      for (int i = 0; i < arrays.length; i++) {
        arrays[i].get(from, tiles[i], 0, length);
      }
      kernel.apply(tiles, length);
      for (int i = 0; i < written; i++) {
        arrays[i].put(from, tiles[i], 0, length);
      }
    }
  }

  private static final int MOST_ARRAYS = 4;

  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[MOST_ARRAYS][LENGTH]);
}
