package io.github.dropblock.harness.data;

/** Hears how far a lengthy step is. Called from several threads, one call at a time. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress SILENT = (done, total) -> {};

  /** {@code done} of {@code total} images are done. */
  void done(long done, long total);
}
