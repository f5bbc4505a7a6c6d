package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import java.util.List;

/**
 * What a {@link Peer} is to build: a network of this project's, once for each regularizer.
 *
 * @param network its id
 * @param imageSize side of the input, pixels
 * @param width factor on channels and units
 * @param batchSize images in a step
 * @param threads of native code
 * @param trainedBlocks of VGG-16
 * @param places where DropBlock acts, in the arms that have it
 * @param blockSize as in {@link io.github.dropblock.harness.experiment.DropBlockSettings}
 * @param keepProbability of DropBlock at the end of its schedule
 * @param dropoutRate in the arms that have Dropout
 */
record PeerOrder(
    String network,
    int imageSize,
    double width,
    int batchSize,
    int threads,
    int trainedBlocks,
    List<String> places,
    int blockSize,
    double keepProbability,
    double dropoutRate,
    Optimizer optimizer,
    double learningRate,
    List<DroppingArm> arms) {

  /** A regularizer, by what it drops. */
  record DroppingArm(boolean dropsBlocks, boolean dropsUnits) {}

  static PeerOrder of(
      Network network, Training training, List<Regularizer> regularizers, int threads) {
    Phase phase = training.phases().get(0);
    return new PeerOrder(
        network.id(),
        training.imageSize(),
        training.width(),
        training.batchSize(),
        threads,
        training.trainedBlocks(),
        training.dropBlockPlaces(),
        training.dropBlock().blockSize(),
        training.dropBlock().keepProbability(),
        training.dropoutRate(),
        phase.optimizer(),
        phase.learningRate(),
        regularizers.stream()
            .map(one -> new DroppingArm(one.dropsBlocks(), one.dropsUnits()))
            .toList());
  }
}
