package io.github.dropblock.harness.schedule;

import java.io.IOException;

/** Nothing can be launched any more: it would be no use to try with the next cell. */
public final class LauncherLostException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the user, in a line
   */
  public LauncherLostException(String message) {
    super(message);
  }
}
