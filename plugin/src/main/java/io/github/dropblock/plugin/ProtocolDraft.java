package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Placement;
import io.github.dropblock.harness.experiment.Pretraining;
import io.github.dropblock.harness.experiment.Protocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A protocol whose settings can be replaced one at a time. */
final class ProtocolDraft {
  int images;
  int imageSize;
  double width;
  int batchSize;
  final Map<Network, List<Phase>> phases;
  double rotation;
  double crop;
  double keepProbability;
  int blockSize;
  KeepSchedule keepSchedule;
  Placement placement;
  double dropout;
  int trainedBlocks;
  int pretrainingImages;
  int pretrainingEpochs;
  private final double pretrainingRate;

  ProtocolDraft(Protocol from) {
    images = from.images();
    imageSize = from.imageSize();
    width = from.width();
    batchSize = from.batchSize();
    phases = new EnumMap<>(from.phases());
    rotation = from.augmentation().rotation();
    crop = from.augmentation().crop();
    keepProbability = from.dropBlock().keepProbability();
    blockSize = from.dropBlock().blockSize();
    keepSchedule = from.dropBlock().schedule();
    placement = from.placement();
    dropout = from.dropoutRate();
    trainedBlocks = from.trainedBlocks();
    pretrainingImages = from.pretraining().images();
    pretrainingEpochs = from.pretraining().epochs();
    pretrainingRate = from.pretraining().learningRate();
  }

  /**
   * @throws IllegalArgumentException if a setting is out of its range
   */
  Protocol protocol() {
    return new Protocol(
        images,
        imageSize,
        width,
        batchSize,
        phases,
        new Augmentation(rotation, crop),
        new DropBlockSettings(keepProbability, blockSize, keepSchedule),
        placement,
        dropout,
        trainedBlocks,
        new Pretraining(pretrainingImages, pretrainingEpochs, pretrainingRate));
  }
}
