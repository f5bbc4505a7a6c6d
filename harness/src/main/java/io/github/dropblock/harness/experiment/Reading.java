package io.github.dropblock.harness.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Another defensible reading of a point that the paper leaves open: the same matrix trained by it
 * shows whether verdicts hang on it.
 */
public enum Reading {
  LINEAR_SCHEDULE("DropBlock's keep probability goes linearly from 1 down to p") {
    @Override
    public Protocol of(Protocol read) {
      DropBlockSettings dropBlock = read.dropBlock();
      return with(
          read,
          new DropBlockSettings(
              dropBlock.keepProbability(), dropBlock.blockSize(), KeepSchedule.LINEAR),
          read.placement());
    }
  },
  NO_STAGE4("DropBlock leaves out ResNet-34's stage 4") {
    @Override
    public Protocol of(Protocol read) {
      Map<Network, List<String>> places = new EnumMap<>(read.placement().places());
      List<String> shallower = new ArrayList<>(places.get(Network.RESNET_34));
      shallower.remove("stage4");
      places.put(Network.RESNET_34, shallower);
      return with(read, read.dropBlock(), new Placement(places));
    }
  };

  private final String meaning;

  Reading(String meaning) {
    this.meaning = meaning;
  }

  /** The name in parameters, and what the name of its run ends with. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** In words. */
  public String meaning() {
    return meaning;
  }

  /** The name of its run beside the run that it reads otherwise. */
  public String run(String name) {
    return name + "-" + id();
  }

  /** A protocol, read so; the same if it is already. */
  public abstract Protocol of(Protocol read);

  /**
   * Reads {@code linear-schedule} or {@code no-stage4}.
   *
   * @throws IllegalArgumentException naming the readings there are
   */
  public static Reading parse(String text) {
    return Names.parse(text, values(), Reading::id, "reading");
  }

  private static Protocol with(Protocol read, DropBlockSettings dropBlock, Placement placement) {
    return new Protocol(
        read.images(),
        read.imageSize(),
        read.width(),
        read.batchSize(),
        read.phases(),
        read.augmentation(),
        dropBlock,
        placement,
        read.dropoutRate(),
        read.trainedBlocks(),
        read.pretraining());
  }
}
