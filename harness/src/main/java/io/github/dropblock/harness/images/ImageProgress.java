package io.github.dropblock.harness.images;

/** Hears how far a lengthy step is. Called from several threads, one call at a time. */
@FunctionalInterface
public interface ImageProgress {
  /** Nobody listens. */
  ImageProgress SILENT = (done, total) -> {};

  /** {@code done} of {@code total} images are done. */
  void done(long done, long total);
}
