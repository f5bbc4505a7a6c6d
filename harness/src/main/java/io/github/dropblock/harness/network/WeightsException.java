package io.github.dropblock.harness.network;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;

/** Starting weights can't be read, or are another network's; says which. */
public final class WeightsException extends RemediableException {
  private static final long serialVersionUID = 1L;

  WeightsException(String message) {
    this(message, Remedy.CHECK_WEIGHTS);
  }

  WeightsException(String message, Remedy remedy) {
    super(message, remedy);
  }

  WeightsException(String message, Throwable cause) {
    super(message, cause, Remedy.CHECK_WEIGHTS);
  }
}
