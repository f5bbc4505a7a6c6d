package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.RemediableException;

/** Nothing can be launched any more: it would be no use to try with the next cell. */
public final class LauncherLostException extends RemediableException {
  private static final long serialVersionUID = 1L;

  public LauncherLostException(Complaint complaint) {
    super(complaint);
  }
}
