package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.files.FileDigest;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one cell's files hold.
 *
 * @param result of a finished cell
 * @param failure of a failed one, also where its files can't be read
 * @param damage why its files can't be read, naming the file; absent where they can
 * @param metrics a row per epoch
 * @param predictions one per test image; none before it is finished, and none of a source task of
 *     several classes: of each image only the probability of its label is kept there, which doesn't
 *     tell whether another's was higher
 * @param fingerprints SHA-256 by file name, of the files that numbers come from
 */
public record CellFiles(
    Cell cell,
    CellState state,
    Optional<CellSettings> settings,
    Optional<CellResult> result,
    Optional<CellFailure> failure,
    Optional<String> damage,
    List<EpochMetrics> metrics,
    List<Prediction> predictions,
    Map<String, String> fingerprints) {
  private static final int UNREADABLE = -1;

  public CellFiles {
    metrics = List.copyOf(metrics);
    predictions = List.copyOf(predictions);
  }

  /** Reads those of a cell of a run: one that came from another run or cell is a failed one. */
  static CellFiles read(RunRecord run, Cell cell, CellDirectory directory) {
    try {
      Optional<CellSettings> settings = directory.settings(run, cell);
      if (settings.isEmpty() && Files.exists(directory.resultFile())) {
        throw new IOException(directory.settingsFile() + " is missing, though there is a result");
      }
      return read(cell, directory, settings);
    } catch (IOException e) {
      return unreadable(cell, e);
    }
  }

  /** Reads them. Files that can't be read make the cell a failed one: the others still count. */
  static CellFiles read(Cell cell, CellDirectory directory) {
    try {
      return read(cell, directory, directory.settings());
    } catch (IOException e) {
      return unreadable(cell, e);
    }
  }

  private static CellFiles read(Cell cell, CellDirectory directory, Optional<CellSettings> settings)
      throws IOException {
    Optional<CellResult> result = directory.result();
    List<Prediction> predictions =
        result.isPresent() ? predictions(result.get(), directory) : List.of();
    List<EpochMetrics> metrics = directory.metrics();
    Optional<CellFailure> failure = result.isPresent() ? Optional.empty() : directory.failure();
    return new CellFiles(
        cell,
        state(directory, result, failure),
        settings,
        result,
        failure,
        Optional.empty(),
        metrics,
        predictions,
        fingerprints(directory));
  }

  /** Whether its result stands. */
  public boolean finished() {
    return state == CellState.FINISHED;
  }

  /** Epochs that its files hold. */
  public int epochs() {
    return metrics.isEmpty() ? 0 : metrics.get(metrics.size() - 1).epoch();
  }

  /** A number of each epoch. */
  public double[] epochs(ToDoubleFunction<EpochMetrics> number) {
    return metrics.stream().mapToDouble(number).toArray();
  }

  /** Epochs after which the optimiser changes. */
  public List<Integer> optimizerChanges() {
    return IntStream.range(1, metrics.size())
        .filter(row -> metrics.get(row).phase() != metrics.get(row - 1).phase())
        .mapToObj(row -> metrics.get(row - 1).epoch())
        .toList();
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

  /** Predictions that fit the result. */
  private static List<Prediction> predictions(CellResult result, CellDirectory directory)
      throws IOException {
    requireSense(result, directory.resultFile());
    List<Prediction> predictions = directory.predictions();
    if (predictions.stream().anyMatch(each -> each.label() > 1)) {
      return List.of();
    }
    long right = predictions.stream().filter(Prediction::correct).count();
    if (!predictions.isEmpty()
        && (predictions.size() != result.testImages() || right != result.testCorrect())) {
      throw new IOException(
          "%s has %s of %s test images right, %s %s of %s"
              .formatted(
                  directory.predictionsFile(),
                  right,
                  predictions.size(),
                  directory.resultFile().getFileName(),
                  result.testCorrect(),
                  result.testImages()));
    }
    return predictions;
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

  private static CellFiles unreadable(Cell cell, IOException cause) {
    CellFailure failure =
        new CellFailure(
            UNREADABLE,
            "its files can't be used: " + cause.getMessage(),
            List.of(Remedy.DELETE_CELL),
            List.of(),
            null);
    return new CellFiles(
        cell,
        CellState.FAILED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(failure),
        Optional.of(String.valueOf(cause.getMessage())),
        List.of(),
        List.of(),
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
        found.put(file.getFileName().toString(), FileDigest.of(file, "SHA-256"));
      }
    }
    return found;
  }
}
