package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Pretrained weights, shared by runs: {@code weights/<version>/<fingerprint>/} in the cache folder
 * holds a pretraining's files. The version is this project's, since another may train otherwise;
 * the fingerprint is that of the settings. They are copied, not moved, so that a run directory
 * stays whole when the cache is emptied.
 */
final class WeightsCache {
  private final Path folder;

  WeightsCache(RunRequest request) {
    folder = request.inputs().cache().resolve("weights").resolve(request.versions().plugin());
  }

  /** Where a pretraining's files are kept, or would be. */
  CellDirectory of(Job pretraining) {
    return new CellDirectory(folder.resolve(SettingsIdentity.fingerprint(pretraining.settings())));
  }

  /** Brings what is kept into a run directory that has no result yet. */
  void fetch(Job pretraining) throws IOException {
    // The kept settings name the files of the run that left them, and here none were decoded.
    copy(of(pretraining), pretraining.folder(), pretraining.settings().withoutPixels());
  }

  /** Keeps a finished pretraining. */
  void keep(Job pretraining) throws IOException {
    copy(pretraining.folder(), of(pretraining), pretraining.settings());
  }

  private static void copy(CellDirectory from, CellDirectory to, CellSettings settings)
      throws IOException {
    if (Files.exists(from.resultFile()) && Files.notExists(to.resultFile())) {
      Json.write(to.settingsFile(), settings);
      copy(from.metricsFile(), to.metricsFile());
      copy(from.checkpointFile(), to.checkpointFile());
      // Last, since its presence says that the others are there.
      copy(from.resultFile(), to.resultFile());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    AtomicFile.writeInPlace(
        to, part -> Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING));
  }
}
