package io.github.dropblock.harness.regularize;

import java.util.Arrays;

/** Which cells of a plane lie under blocks, a bit for each. */
final class Cover {
  private final int size;

  /** Longs in a row. */
  private final int stride;

  private final long[] cells;

  Cover(int height, int width, int size) {
    this.size = size;
    stride = (width + Long.SIZE - 1) / Long.SIZE;
    cells = new long[height * stride];
  }

  /** Lays a block, and says how many cells no other one had covered. */
  int add(int top, int left) {
    int added = 0;
    int last = left + size - 1;
    for (int i = left / Long.SIZE; i <= last / Long.SIZE; i++) {
      long columns = -1;
      if (i == left / Long.SIZE) {
        columns &= -1L << left;
      }
      if (i == last / Long.SIZE) {
        columns &= -1L >>> -(last + 1);
      }
      int end = (top + size) * stride + i;
      for (int at = top * stride + i; at < end; at += stride) {
        added += Long.bitCount(columns & ~cells[at]);
        cells[at] |= columns;
      }
    }
    return added;
  }

  /** Takes all blocks away. */
  void clear() {
    Arrays.fill(cells, 0);
  }
}
