package io.github.dropblock.harness.rundir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A run directory holds results of other settings, with which new ones must not mix. */
public final class SettingsConflictException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param folder of the run
   * @param differences such as {@code protocol.batchSize: 32 there, 64 now}
   */
  public SettingsConflictException(Path folder, List<String> differences) {
    super(
        "%s holds results of other settings (%s); choose another -Ddropblock.run=NAME, or delete the folder"
            .formatted(folder, String.join("; ", differences)));
  }
}
