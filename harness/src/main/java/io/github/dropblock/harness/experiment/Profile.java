package io.github.dropblock.harness.experiment;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A named protocol. Every default of an experiment stands in this file. */
public enum Profile {
  /** For integration tests: proves that everything runs, not that anything learns. */
  SMOKE(
      1,
      170,
      32,
      0.0625,
      32,
      new int[] {2, 2, 2},
      KeepSchedule.CONSTANT,
      1,
      new Pretraining(170, 1, 1e-3)),
  /**
   * A first look on two cores, with drawn images and as many seeds as make the page whole. Four
   * blocks of VGG-16 are trained: drawn creatures teach the narrow network less than ImageNet
   * teaches the published one. DropBlock sets in little by little, since under p = 0.8 at all
   * sixteen places from the first epoch on so short a training of ResNet-34 stays at guessing
   * (docs/performance.md).
   */
  QUICK(
      3,
      1700,
      32,
      0.125,
      32,
      new int[] {20, 40, 40},
      KeepSchedule.LINEAR,
      4,
      new Pretraining(6800, 10, 1e-3)),
  /** Real photos: a GPU hour or a night on a CPU. */
  PHOTOS(
      1,
      17_000,
      64,
      1,
      64,
      new int[] {60, 60, 10},
      KeepSchedule.CONSTANT,
      1,
      new Pretraining(6800, 10, 1e-4)),
  /** The paper's protocol (§2): a day on a GPU. */
  PAPER(
      1,
      17_000,
      224,
      1,
      64,
      new int[] {600, 600, 100},
      KeepSchedule.CONSTANT,
      1,
      new Pretraining(17_000, 20, 1e-4));

  private final int seeds;
  private final Protocol protocol;

  Profile(
      int seeds,
      int images,
      int imageSize,
      double width,
      int batchSize,
      int[] epochs,
      KeepSchedule keepSchedule,
      int trainedBlocks,
      Pretraining pretraining) {
    this.seeds = seeds;
    Map<Network, List<Phase>> phases = new EnumMap<>(Network.class);
    Network[] networks = Network.values();
    for (int i = 0; i < networks.length; i++) {
      phases.put(networks[i], Phase.ofPaper(networks[i], epochs[i]));
    }
    protocol =
        new Protocol(
            images,
            imageSize,
            width,
            batchSize,
            phases,
            new Augmentation(15, 0.875),
            new DropBlockSettings(0.8, 0, keepSchedule),
            Placement.ofPaper(),
            0.5,
            trainedBlocks,
            pretraining);
  }

  /** The name in parameters. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** How many seeds each network and regularizer is trained with. */
  public int seeds() {
    return seeds;
  }

  public Protocol protocol() {
    return protocol;
  }

  /**
   * Reads {@code smoke}, {@code quick}, {@code photos} or {@code paper}.
   *
   * @throws IllegalArgumentException naming the profiles there are
   */
  public static Profile parse(String text) {
    return Names.parse(text, values(), Profile::id, "profile");
  }
}
