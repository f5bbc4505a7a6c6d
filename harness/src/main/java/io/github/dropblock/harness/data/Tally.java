package io.github.dropblock.harness.data;

/** Counts images done by several threads. */
final class Tally {
  private final Progress progress;
  private final long total;
  private long done;

  Tally(Progress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  synchronized void one() {
    done++;
    progress.done(done, total);
  }
}
