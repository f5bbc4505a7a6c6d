package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.ImageSources;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A matrix to run.
 *
 * @param directory the run directory
 * @param data a folder or archive of photos; empty for drawn images
 * @param pretrainingData CIFAR-10, for its other classes to be the source task; empty to take what
 *     fits the data
 * @param split a manifest that says which of them train, validate and test; empty to choose
 * @param weights that fine-tuned networks start from; empty to pretrain them
 * @param cache folder of decoded pixels and pretrained weights, shared between projects
 * @param backend id of the ND4J backend
 * @param step how training steps are computed; null for Deeplearning4j's own way
 * @param parallelCells cells trained at a time, 1 or more
 * @param command that repeats the run
 */
public record RunRequest(
    RunDirectory directory,
    String name,
    Profile profile,
    Matrix matrix,
    Protocol protocol,
    Optional<Path> data,
    Optional<Path> pretrainingData,
    Optional<Path> split,
    Optional<CellSettings.Weights> weights,
    Path cache,
    String backend,
    Step step,
    int parallelCells,
    RunRecord.Versions versions,
    String command) {
  public RunRequest {
    if (parallelCells < 1) {
      throw new IllegalArgumentException(
          "parallel cells are " + parallelCells + "; there must be 1 or more");
    }
  }

  /** Images of the source task. The caller closes it. */
  ImageSource sourceTask() throws IOException {
    Optional<ImageSource> photos = ImageSources.sourceTask(pretrainingData, data);
    return photos.isPresent()
        ? photos.get()
        : DrawnSource.creatures(protocol.pretraining().images());
  }

  /** What a directory holds when this has run in it, after what ran there before. */
  RunRecord record(RunRecord.DataSummary data, Optional<RunRecord> earlier) {
    return new RunRecord(
        RunRecord.SCHEMA,
        name,
        profile.id(),
        earlier.map(run -> run.matrix().union(matrix)).orElse(matrix),
        protocol,
        data,
        backend,
        versions,
        RunRecord.Host.current(),
        command,
        earlier.map(RunRecord::started).orElseGet(Instant::now));
  }

  /** Whether a network learns the source task first. */
  boolean pretrains(Network network) {
    return network.fineTuned() && weights.isEmpty();
  }
}
