package io.github.dropblock.harness.results;

import io.github.dropblock.harness.analysis.Observation;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one cell's files hold.
 *
 * @param observation what a finished cell's files say of its training
 * @param fingerprints SHA-256 by file name, of the files that the report's numbers come from
 */
public record CellFiles(
    Cell cell,
    CellState state,
    Optional<CellSettings> settings,
    Optional<CellResult> result,
    Optional<CellFailure> failure,
    List<EpochMetrics> metrics,
    Optional<Observation> observation,
    Map<String, String> fingerprints) {

  private static final int UNREADABLE = -1;

  /** Reads them. Files that can't be read make the cell a failed one: the others still count. */
  static CellFiles read(Cell cell, CellDirectory directory) {
    try {
      Optional<CellSettings> settings = directory.settings();
      Optional<CellResult> result = directory.result();
      if (result.isPresent()) {
        requireSense(result.get(), directory.resultFile());
      }
      Optional<Observation> observation = Observation.read(cell, directory);
      List<EpochMetrics> metrics =
          observation.isPresent() ? observation.get().metrics() : directory.metrics();
      Optional<CellFailure> failure = result.isPresent() ? Optional.empty() : directory.failure();
      return new CellFiles(
          cell,
          state(directory, result, failure),
          settings,
          result,
          failure,
          metrics,
          observation,
          fingerprints(directory));
    } catch (IOException e) {
      return unreadable(cell, directory, e);
    }
  }

  /** Epochs that its files hold. */
  public int epochs() {
    return metrics.isEmpty() ? 0 : metrics.get(metrics.size() - 1).epoch();
  }

  private static CellState state(
      CellDirectory directory, Optional<CellResult> result, Optional<CellFailure> failure) {
    if (result.isPresent()) {
      return CellState.FINISHED;
    }
    if (failure.isPresent()) {
      return CellState.FAILED;
    }
    return Files.exists(directory.settingsFile()) || Files.exists(directory.metricsFile())
        ? CellState.UNFINISHED
        : CellState.NOT_RUN;
  }

  private static void requireSense(CellResult result, Path file) throws IOException {
    if (result.testImages() < 1
        || result.testCorrect() < 0
        || result.testCorrect() > result.testImages()) {
      throw new IOException(
          file
              + " says that "
              + result.testCorrect()
              + " of "
              + result.testImages()
              + " test images were classified right");
    }
  }

  private static CellFiles unreadable(Cell cell, CellDirectory directory, IOException cause) {
    CellFailure failure =
        new CellFailure(
            UNREADABLE,
            "its files can't be read: " + cause.getMessage(),
            "delete the folder " + directory.path().getFileName() + " and run again",
            List.of(),
            null);
    return new CellFiles(
        cell,
        CellState.FAILED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(failure),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  private static Map<String, String> fingerprints(CellDirectory directory) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path file :
        List.of(
            directory.settingsFile(),
            directory.metricsFile(),
            directory.predictionsFile(),
            directory.featureMapsFile(),
            directory.resultFile())) {
      if (Files.exists(file)) {
        found.put(file.getFileName().toString(), Fingerprint.of(file));
      }
    }
    return found;
  }
}
