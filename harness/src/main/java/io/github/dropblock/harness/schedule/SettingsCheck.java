package io.github.dropblock.harness.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunIdentity;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsConflictException;
import io.github.dropblock.harness.rundir.SettingsDifference;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses to mix results of different settings in one run directory. */
final class SettingsCheck {
  private final RunDirectory directory;

  SettingsCheck(RunDirectory directory) {
    this.directory = directory;
  }

  /**
   * Compares what is about to run with what the directory holds.
   *
   * @throws SettingsConflictException saying where they differ
   */
  void requireSame(RunRecord run, List<Job> jobs) throws IOException {
    Optional<RunRecord> earlier = directory.run();
    if (earlier.isPresent()) {
      require(RunIdentity.differences(earlier.get(), run));
    }
    requireSame(jobs);
  }

  /** Compares jobs alone, where no matrix is asked for. */
  void requireSame(List<Job> jobs) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Job job : jobs) {
      Optional<CellSettings> settings = readable(job);
      if (settings.isPresent()) {
        JsonNode there = SettingsIdentity.of(comparable(settings.get(), job));
        SettingsDifference.between(there, SettingsIdentity.of(job.settings()))
            .forEach(each -> differences.add(job.title() + " " + each));
      }
    }
    require(differences);
  }

  /** Before its first checkpoint a training may be begun anew by another step. */
  private static CellSettings comparable(CellSettings settings, Job job) {
    return job.begun() ? settings : settings.by(job.settings().step());
  }

  /** A job whose settings are damaged is refused alone, before it would start. */
  private static Optional<CellSettings> readable(Job job) {
    try {
      return job.folder().settings();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void require(List<String> differences) throws SettingsConflictException {
    if (!differences.isEmpty()) {
      throw new SettingsConflictException(directory.path(), differences);
    }
  }
}
