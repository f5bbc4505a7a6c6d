package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.nio.file.Path;
import java.util.List;

/** A run directory holds results of other settings, with which new ones must not mix. */
public final class SettingsConflictException extends RemediableException {
  private static final long serialVersionUID = 1;

  /**
   * @param folder of the run
   * @param differences such as {@code protocol.batchSize: 32 there, 64 now}
   */
  public SettingsConflictException(Path folder, List<String> differences) {
    super(
        "%s holds results of other settings (%s)".formatted(folder, String.join("; ", differences)),
        Remedy.CHOOSE_OTHER_RUN,
        Remedy.DELETE_FOLDER);
  }
}
