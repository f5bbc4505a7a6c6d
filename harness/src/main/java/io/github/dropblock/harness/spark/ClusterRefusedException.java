package io.github.dropblock.harness.spark;

import org.jspecify.annotations.Nullable;

/** A cluster does not take the run. */
final class ClusterRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the user, in a line
   */
  ClusterRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
