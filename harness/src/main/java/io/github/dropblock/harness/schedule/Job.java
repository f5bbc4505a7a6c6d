package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.progress.KeptPaces;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import io.github.dropblock.harness.rundir.WeightsOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A training to launch: a cell's, or the one that a fine-tuned network's weights come from.
 *
 * @param title for people
 * @param kind jobs of the same kind take about as long
 * @param images that it trains on
 * @param after the job whose result this one needs
 */
record Job(
    String title,
    String kind,
    CellDirectory folder,
    TaskImages images,
    CellSettings settings,
    Optional<Job> after) {

  /**
   * The jobs of a matrix, pretraining first: other jobs wait for it.
   *
   * @param images of the cells
   * @param creatures images of the source task; needed if a network is pretrained
   */
  static List<Job> of(RunRequest request, TaskImages images, Optional<TaskImages> creatures) {
    Map<Network, Job> pretraining = new EnumMap<>(Network.class);
    List<Job> cells = new ArrayList<>();
    for (Cell cell : request.matrix().cells()) {
      Network network = cell.network();
      if (request.pretrains(network)) {
        pretraining.computeIfAbsent(
            network, key -> pretraining(request, key, creatures.orElseThrow()));
      }
      cells.add(cell(request, cell, images, Optional.ofNullable(pretraining.get(network))));
    }
    List<Job> jobs = new ArrayList<>(pretraining.values());
    jobs.addAll(cells);
    return jobs;
  }

  private static Job cell(
      RunRequest request, Cell cell, TaskImages images, Optional<Job> pretraining) {
    return new Job(
        cell.id(),
        cell.network().id(),
        request.directory().cell(cell),
        images,
        settings(
            request,
            cell,
            request.protocol().training(cell.network()),
            images,
            weights(request, cell.network(), pretraining),
            request.directory().cell(cell)),
        pretraining);
  }

  private static CellSettings.@Nullable StartingWeights weights(
      RunRequest request, Network network, Optional<Job> pretraining) {
    return network.fineTuned()
        ? request.inputs().weights().orElseGet(() -> pretraining.orElseThrow().weights())
        : null;
  }

  /** Trains the source task, alone or for the cells of a matrix. */
  static Job pretraining(RunRequest request, Network network, TaskImages creatures) {
    String title = "pretraining " + network.id();
    return new Job(
        title,
        title,
        request.directory().pretraining(network),
        creatures,
        settings(
            request,
            new Cell(network, Regularizer.NONE, 0),
            request.protocol().pretrainingOf(network),
            creatures,
            null,
            request.directory().pretraining(network)),
        Optional.empty());
  }

  private static CellSettings settings(
      RunRequest request,
      Cell cell,
      Training training,
      TaskImages images,
      CellSettings.@Nullable StartingWeights weights,
      CellDirectory folder) {
    return new CellSettings(
        CellSettings.SCHEMA,
        cell,
        training,
        images.reference(),
        weights,
        request.backend(),
        request.versions().deeplearning4j(),
        cell.regularizer().generator(),
        step(request, folder));
  }

  /**
   * What a finished training was computed by stays; the others are computed as is asked for now.
   */
  private static @Nullable Step step(RunRequest request, CellDirectory folder) {
    try {
      Optional<CellSettings> there = folder.done() ? folder.settings() : Optional.empty();
      return there.isPresent() ? there.get().step() : request.step();
    } catch (IOException e) {
      return request.step(); // whoever reads the results says what is wrong with it
    }
  }

  /** What the jobs after this one start from. */
  private CellSettings.StartingWeights weights() {
    return new CellSettings.StartingWeights(
        folder.checkpointFile().toAbsolutePath().toString(),
        SettingsIdentity.fingerprint(settings),
        WeightsOrigin.PRETRAINED);
  }

  /** What its speed depends on but the number of images, in words. */
  String pace() {
    return KeptPaces.kind(kind, settings.training(), settings.step());
  }

  int epochs() {
    return settings.training().epochs();
  }

  /** Whether its result is there. */
  boolean done() {
    return folder.done();
  }

  /** Whether there is something to go on from. */
  boolean begun() {
    return done() || Files.exists(folder.checkpointFile());
  }

  /**
   * Makes a pretraining unfinished whose weights are gone, as in an imported run: cells that start
   * from them would fail.
   */
  void forgetWithoutWeights() throws IOException {
    if (Files.notExists(folder.checkpointFile())) {
      Files.deleteIfExists(folder.resultFile());
      Files.deleteIfExists(folder.checksumsFile());
    }
  }

  /** Whether it is no cell of the matrix, but what fine-tuned cells start from. */
  boolean pretraining() {
    return settings.cell().network().fineTuned() && settings.weights() == null;
  }
}
