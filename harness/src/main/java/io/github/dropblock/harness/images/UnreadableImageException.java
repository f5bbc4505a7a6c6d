package io.github.dropblock.harness.images;

import java.io.IOException;

/** One image that can't be decoded. The message says why, and does not name the image. */
public final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableImageException(String reason, Throwable cause) {
    super(reason, cause);
  }

  UnreadableImageException(String reason) {
    super(reason);
  }
}
