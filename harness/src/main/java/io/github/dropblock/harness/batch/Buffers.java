package io.github.dropblock.harness.batch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Arrays that batches are written to, used again and again: a batch of 224 pixels takes 38 MB, and
 * getting that much zeroed memory costs an eighth of filling it. Holds no more arrays than were
 * ever in use at a time.
 */
final class Buffers {
  private final Queue<float[]> free = new ConcurrentLinkedQueue<>();

  /** An array of this length, with anything in it. */
  float[] take(int length) {
    float[] buffer = free.poll();
    return buffer != null && buffer.length == length ? buffer : new float[length];
  }

  /** Takes back what nobody looks at any more. */
  void giveBack(float[] buffer) {
    free.add(buffer);
  }
}
