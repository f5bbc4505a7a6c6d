package io.github.dropblock.harness.network;

import java.io.IOException;

/** Starting weights can't be read, or are another network's; says which, and what to do. */
public final class WeightsException extends IOException {
  private static final long serialVersionUID = 1L;

  WeightsException(String message) {
    super(message);
  }

  WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
