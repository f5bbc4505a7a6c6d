package io.github.dropblock.harness.run;

import io.github.dropblock.harness.data.ImageSource;
import io.github.dropblock.harness.data.ImageSources;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import java.io.IOException;
import java.nio.file.Path;
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
    return ImageSources.sourceTask(pretrainingData, data, protocol.pretraining().images());
  }

  /** Whether a network learns the source task first. */
  boolean pretrains(Network network) {
    return network.fineTuned() && weights.isEmpty();
  }
}
