package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what was unpacked to its own checksums, to the run that it came with and to the split.
 *
 * @param archive for messages
 * @param unpacked what came out of it, in the form of a run directory
 * @param run that it came with
 * @param destination run directory that it is to be merged into
 */
record ArrivalCheck(
    RunArchive archive, RunDirectory unpacked, RunRecord run, RunDirectory destination) {

  /**
   * All cells, what fine-tuned ones start from first.
   *
   * @throws IOException in a line for the user, naming what does not fit
   */
  List<Arrival> arrivals() throws IOException {
    Set<Prediction> images = testImages();
    List<Arrival> arrivals = new ArrayList<>();
    for (Network network : run.matrix().networks()) {
      if (archive.holds(EntryNames.folderOfPretraining(network))) {
        arrivals.add(pretraining(network));
      }
    }
    for (Cell cell : run.matrix().cells()) {
      if (archive.holds(EntryNames.folder(cell))) {
        arrivals.add(cell(cell, images));
      }
    }
    return arrivals;
  }

  /** The test images with their labels, as predictions of nothing. */
  private Set<Prediction> testImages() throws IOException {
    SplitManifest split = split(unpacked.splitFile());
    require(
        split.fingerprint().equals(run.data().fingerprint()),
        "its %s is not the split that its run.json names",
        EntryNames.SPLIT);
    Optional<String> fault = split.fault();
    require(fault.isEmpty(), "its %s %s", EntryNames.SPLIT, fault.orElse(""));
    return split.indices(Split.TEST).stream()
        .map(split.rows()::get)
        .map(row -> new Prediction(row.image(), row.label(), 0))
        .collect(Collectors.toSet());
  }

  private Arrival cell(Cell cell, Set<Prediction> images) throws IOException {
    Arrival arrival =
        arrival(
            cell,
            unpacked.cell(cell),
            destination.cell(cell),
            false,
            run.protocol().training(cell.network()),
            run.data().fingerprint());
    if (arrival.result().isPresent()) {
      requirePredictions(arrival, images);
    }
    return arrival;
  }

  private Arrival pretraining(Network network) throws IOException {
    return arrival(
        new Cell(network, Regularizer.NONE, 0),
        unpacked.pretraining(network),
        destination.pretraining(network),
        true,
        run.protocol().pretrainingOf(network),
        split(unpacked.pretrainingSplitFile()).fingerprint());
  }

  private Arrival arrival(
      Cell cell,
      CellDirectory files,
      CellDirectory belongs,
      boolean pretraining,
      Training training,
      String fingerprint)
      throws IOException {
    String name = unpacked.path().relativize(files.path()).toString();
    require(Files.exists(files.settingsFile()), "%s has no settings.json", name);
    CellSettings settings = read(files.settingsFile(), CellSettings.class);
    Optional<String> foreign = run.foreign(settings, cell, training, fingerprint);
    require(foreign.isEmpty(), "%s %s", name, foreign.orElse(""));

    List<EpochMetrics> metrics = metrics(files);
    require(!metrics.isEmpty(), "%s has no metrics.csv", name);
    Optional<CellResult> result = result(files, name);
    int epochs = metrics.get(metrics.size() - 1).epoch();
    require(
        result.isEmpty() || (result.get().epochs() == epochs && training.epochs() == epochs),
        "%s has a result of other epochs than its settings and metrics name",
        name);
    require(
        result.isPresent() || Files.exists(files.checkpointFile()),
        "%s has neither result.json nor checkpoint.zip",
        name);
    return new Arrival(cell, files, belongs, pretraining, settings, result, epochs);
  }

  private Optional<CellResult> result(CellDirectory files, String name) throws IOException {
    if (Files.notExists(files.resultFile())) {
      return Optional.empty();
    }
    CellResult result = read(files.resultFile(), CellResult.class);
    require(files.done(), "%s is not what its SHA256SUMS says that the finished cell left", name);
    return Optional.of(result);
  }

  private void requirePredictions(Arrival arrival, Set<Prediction> images) throws IOException {
    List<Prediction> predictions;
    try {
      predictions = arrival.files().predictions();
    } catch (IOException e) {
      throw inArchive(e);
    }
    require(
        predictions.stream()
                .map(each -> new Prediction(each.image(), each.label(), 0))
                .collect(Collectors.toSet())
                .equals(images)
            && predictions.size() == images.size(),
        "the predictions of %s are not of the split's test images",
        arrival.name());
    CellResult result = arrival.result().orElseThrow();
    long right = predictions.stream().filter(Prediction::correct).count();
    require(
        result.testImages() == predictions.size() && result.testCorrect() == right,
        "%s says that %d of %d test images were classified right, and its predictions %d of %d",
        arrival.name(),
        result.testCorrect(),
        result.testImages(),
        right,
        predictions.size());
  }

  private SplitManifest split(Path file) throws IOException {
    try {
      return SplitManifest.read(file);
    } catch (IOException e) {
      throw inArchive(e);
    }
  }

  private List<EpochMetrics> metrics(CellDirectory files) throws IOException {
    try {
      return files.metrics();
    } catch (IOException e) {
      throw inArchive(e);
    }
  }

  private <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return Json.read(file, type);
    } catch (IOException e) {
      throw inArchive(e);
    }
  }

  /** The same, about the file in the archive: the unpacked one is gone when somebody reads it. */
  private IOException inArchive(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return new IOException(
        message.replace(
            unpacked.path() + unpacked.path().getFileSystem().getSeparator(),
            archive.file() + ": "),
        cause);
  }

  private void require(boolean holds, String what, Object... values) throws IOException {
    if (!holds) {
      throw new IOException(
          "%s: %s; nothing of it was imported, export the run again"
              .formatted(archive.file(), String.format(Locale.ROOT, what, values)));
    }
  }
}
