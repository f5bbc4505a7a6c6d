package io.github.dropblock.harness.fatbin;

import java.util.function.Consumer;

/**
 * Says how far the compiling is, by the length of what has been compiled: the largest modules come
 * first, so their number would stand still for most of the time.
 */
final class Progress {
  /** Without a word at most. */
  static final long SECONDS = 60;

  private final int modules;
  private final long bytes;
  private final Consumer<String> said;
  private final long start = System.nanoTime();
  private long told = start;
  private int done;
  private long doneBytes;

  Progress(int modules, long bytes, Consumer<String> said) {
    this.modules = modules;
    this.bytes = bytes;
    this.said = said;
  }

  boolean complete() {
    return done == modules;
  }

  /** Says that all goes on. */
  void nothingNew() {
    told = System.nanoTime();
    said.accept(
        "Compiled %d of %d, %d %% of the code, in %d min"
            .formatted(done, modules, percent(), Math.round((told - start) / 60e9)));
  }

  void compiled(long length) {
    long before = percent();
    done++;
    doneBytes += length;
    if (complete() || percent() / 10 > before / 10 || System.nanoTime() - told > SECONDS * 1e9) {
      nothingNew();
    }
  }

  private long percent() {
    return bytes == 0 ? 100 : 100 * doneBytes / bytes;
  }
}
