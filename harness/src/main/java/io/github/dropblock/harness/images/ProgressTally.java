package io.github.dropblock.harness.images;

/** Counts images done by several threads. */
final class ProgressTally {
  private final ImageProgress progress;
  private final long total;
  private long done;

  ProgressTally(ImageProgress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  synchronized void one() {
    done++;
    progress.done(done, total);
  }
}
