package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Csv;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of one cell. */
public record CellDirectory(Path path) {
  private static final Csv<EpochMetrics> METRICS = new Csv<>(EpochMetrics.class);
  private static final Csv<Prediction> PREDICTIONS = new Csv<>(Prediction.class);

  public Path settingsFile() {
    return path.resolve("settings.json");
  }

  public Path metricsFile() {
    return path.resolve("metrics.csv");
  }

  public Path checkpointFile() {
    return path.resolve("checkpoint.zip");
  }

  public Path resultFile() {
    return path.resolve("result.json");
  }

  public Path failureFile() {
    return path.resolve("failure.json");
  }

  public Path predictionsFile() {
    return path.resolve("predictions.csv");
  }

  public Path featureMapsFile() {
    return path.resolve("feature-maps.json");
  }

  /** What {@code sha256sum} writes of the files that the result comes from. */
  public Path checksumsFile() {
    return path.resolve("SHA256SUMS");
  }

  public Path logFile() {
    return path.resolve("log.txt");
  }

  public Optional<CellSettings> settings() throws IOException {
    return read(settingsFile(), CellSettings.class);
  }

  /**
   * The same, of a cell of a run.
   *
   * @throws IOException also if they are another run's or another cell's, with what helps
   */
  public Optional<CellSettings> settings(RunRecord run, Cell cell) throws IOException {
    Optional<CellSettings> settings = settings();
    Optional<String> foreign = settings.flatMap(each -> run.foreign(each, cell));
    if (foreign.isPresent()) {
      throw new RemediableException(path + " " + foreign.get(), Remedy.DELETE_CELL);
    }
    return settings;
  }

  /**
   * Absent before the cell is done.
   *
   * @throws IOException also if a file that its numbers come from has changed since
   */
  public Optional<CellResult> result() throws IOException {
    Optional<CellResult> result = read(resultFile(), CellResult.class);
    if (result.isPresent()) {
      checksums().requireUnchanged();
    }
    return result;
  }

  private Checksums checksums() {
    return new Checksums(
        checksumsFile(),
        List.of(metricsFile(), predictionsFile(), featureMapsFile(), resultFile()));
  }

  /** Writes the result, after the other files' checksums and its own. */
  public void finish(CellResult result) throws IOException {
    String text = Json.text(result) + "\n";
    checksums().write(resultFile(), Sha256.of(text));
    AtomicFile.write(resultFile(), text);
  }

  /**
   * Becomes what another cell is that has its result, but for its weights.
   *
   * @param settings of this cell
   */
  public void finishAs(CellDirectory other, CellSettings settings) throws IOException {
    Json.write(settingsFile(), settings);
    for (Path file :
        List.of(
            other.logFile(),
            other.metricsFile(),
            other.predictionsFile(),
            other.featureMapsFile(),
            other.checksumsFile(),
            other.resultFile())) {
      if (Files.exists(file)) {
        AtomicFile.write(path.resolve(file.getFileName()), out -> Files.copy(file, out));
      }
    }
  }

  /** Whether the cell has its result, in a file that can be read. */
  public boolean done() {
    try {
      return result().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  public Optional<CellFailure> failure() throws IOException {
    return read(failureFile(), CellFailure.class);
  }

  /**
   * What DropBlock does to a test image's maps; absent without DropBlock, or before the cell is
   * done.
   */
  public Optional<FeatureMaps> featureMaps() throws IOException {
    return read(featureMapsFile(), FeatureMaps.class);
  }

  /** A row per finished epoch; empty before the first. */
  public List<EpochMetrics> metrics() throws IOException {
    return METRICS.read(metricsFile());
  }

  /** Adds the row of an epoch just finished. */
  public void append(EpochMetrics metrics) throws IOException {
    METRICS.append(metricsFile(), metrics);
  }

  /** Replaces all rows, as after a resume from an earlier epoch than the last row's. */
  public void replaceMetrics(List<EpochMetrics> rows) throws IOException {
    METRICS.write(metricsFile(), rows);
  }

  /** The test images' predictions; empty until the cell is done. */
  public List<Prediction> predictions() throws IOException {
    return PREDICTIONS.read(predictionsFile());
  }

  public void writePredictions(List<Prediction> predictions) throws IOException {
    PREDICTIONS.write(predictionsFile(), predictions);
  }

  private static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    return Files.exists(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
  }
}
