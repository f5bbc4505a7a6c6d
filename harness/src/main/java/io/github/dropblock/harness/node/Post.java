package io.github.dropblock.harness.node;

import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Carries letters to where the run directory is. */
@FunctionalInterface
public interface Post {
  /** Bytes in a letter at most: far below what Spark takes in a message (128 MiB). */
  int MOST_BYTES = 4 << 20;

  /**
   * Sends a letter.
   *
   * @return the answer, as {@link Letter} says
   * @throws IOException if nobody answers
   */
  @Nullable Serializable ask(Letter letter) throws IOException;
}
