package io.github.dropblock.harness.experiment;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that fixes a cell's training, the data aside.
 *
 * @param images photos to use, in all; they are split 10,000 : 4,000 : 3,000 as the paper's are
 * @param imageSize side of the network's square input, pixels
 * @param width factor on the number of channels and units of every layer; 1 is the published
 *     network
 * @param batchSize images in a training step
 * @param phases of each network's training
 * @param placement where DropBlock acts
 * @param dropoutRate share of the head's units that Dropout drops
 * @param trainedBlocks of the fine-tuned network's five convolution blocks, how many of the last
 *     are trained; the others keep their pretrained weights
 */
public record Protocol(
    int images,
    int imageSize,
    double width,
    int batchSize,
    Map<Network, List<Phase>> phases,
    Augmentation augmentation,
    DropBlockSettings dropBlock,
    Placement placement,
    double dropoutRate,
    int trainedBlocks,
    Pretraining pretraining) {

  /** A smaller input leaves nothing after VGG-16's five poolings. */
  private static final int SMALLEST_IMAGE = 32;

  /** No network here was made for more, and no memory holds its batches. */
  static final int LARGEST_IMAGE = 4096;

  public Protocol {
    require(images >= 17, "images", images, "17 or more, for the split 10 : 4 : 3");
    require(
        imageSize >= SMALLEST_IMAGE && imageSize <= LARGEST_IMAGE,
        "image size",
        imageSize,
        SMALLEST_IMAGE + " pixels or more, and " + LARGEST_IMAGE + " at most");
    require(width > 0 && width <= 1, "width", width, "above 0 and at most 1");
    require(batchSize >= 1, "batch size", batchSize, "1 or more");
    require(dropoutRate >= 0 && dropoutRate < 1, "dropout", dropoutRate, "from 0 to below 1");
    require(
        trainedBlocks >= 0 && trainedBlocks <= 5, "trained blocks", trainedBlocks, "from 0 to 5");
    Objects.requireNonNull(augmentation, "augmentation");
    Objects.requireNonNull(dropBlock, "dropBlock");
    Objects.requireNonNull(placement, "placement");
    Objects.requireNonNull(pretraining, "pretraining");
    Map<Network, List<Phase>> copy = new EnumMap<>(Network.class);
    phases.forEach((network, list) -> copy.put(network, List.copyOf(list)));
    copy.values()
        .forEach(
            list ->
                require(
                    Phase.epochs(list) <= Phase.MOST_EPOCHS,
                    "number of epochs",
                    Phase.epochs(list),
                    Phase.MOST_EPOCHS + " at most"));
    phases = java.util.Collections.unmodifiableMap(copy);
  }

  /** Side of the images that random crops are taken from, pixels. */
  public int decodedSide() {
    return augmentation.sourceSize(imageSize);
  }

  /** What fixes the training of one network. */
  public Training training(Network network) {
    return new Training(
        imageSize,
        width,
        batchSize,
        phases.getOrDefault(network, List.of()),
        augmentation,
        dropBlock,
        dropoutRate,
        network.fineTuned() ? trainedBlocks : 5,
        placement.in(network));
  }

  /**
   * The source task's training, from which the fine-tuned network's weights come. Nothing is
   * dropped in it, so its settings say so, and runs that drop differently can share its weights.
   */
  public Training pretrainingOf(Network network) {
    return new Training(
        imageSize,
        width,
        batchSize,
        List.of(new Phase(Optimizer.ADAM, pretraining.learningRate(), pretraining.epochs())),
        augmentation,
        new DropBlockSettings(1, 0, KeepSchedule.CONSTANT),
        0,
        5,
        List.of());
  }

  /** The same settings, to be replaced one at a time. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  private static void require(boolean holds, String what, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s; it must be %s".formatted(what, value, rule));
    }
  }

  /**
   * A protocol in the making. Its settings are named as the parameters are; {@link #build} checks
   * them.
   */
  public static final class Builder {
    private int images;
    private int imageSize;
    private double width;
    private int batchSize;
    private final Map<Network, List<Phase>> phases;
    private double rotation;
    private double crop;
    private double keepProbability;
    private int blockSize;
    private KeepSchedule keepSchedule;
    private Placement placement;
    private double dropout;
    private int trainedBlocks;
    private int pretrainingImages;
    private int pretrainingEpochs;
    private double pretrainingRate;

    private Builder(Protocol from) {
      images = from.images;
      imageSize = from.imageSize;
      width = from.width;
      batchSize = from.batchSize;
      phases = new EnumMap<>(from.phases);
      rotation = from.augmentation.rotation();
      crop = from.augmentation.crop();
      keepProbability = from.dropBlock.keepProbability();
      blockSize = from.dropBlock.blockSize();
      keepSchedule = from.dropBlock.schedule();
      placement = from.placement;
      dropout = from.dropoutRate;
      trainedBlocks = from.trainedBlocks;
      pretrainingImages = from.pretraining.images();
      pretrainingEpochs = from.pretraining.epochs();
      pretrainingRate = from.pretraining.learningRate();
    }

    /**
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public Protocol build() {
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

    public Builder images(int inAll) {
      images = inAll;
      return this;
    }

    public Builder imageSize(int pixels) {
      imageSize = pixels;
      return this;
    }

    public Builder width(double factor) {
      width = factor;
      return this;
    }

    public Builder batchSize(int imagesInAStep) {
      batchSize = imagesInAStep;
      return this;
    }

    /** The phases of the paper, shortened or lengthened in proportion. */
    public Builder epochs(Network network, int epochs) {
      return phases(network, Phase.ofPaper(network, epochs));
    }

    public Builder phases(Network network, List<Phase> training) {
      phases.put(network, training);
      return this;
    }

    public Builder rotation(double degrees) {
      rotation = degrees;
      return this;
    }

    public Builder crop(double share) {
      crop = share;
      return this;
    }

    public Builder keepProbability(double p) {
      keepProbability = p;
      return this;
    }

    public Builder blockSize(int cells) {
      blockSize = cells;
      return this;
    }

    public Builder keepSchedule(KeepSchedule schedule) {
      keepSchedule = schedule;
      return this;
    }

    /**
     * Other places in some networks.
     *
     * @param some as {@link Placement#with} reads them
     */
    public Builder placement(String some) {
      placement = placement.with(some);
      return this;
    }

    public Builder dropout(double rate) {
      dropout = rate;
      return this;
    }

    public Builder trainedBlocks(int ofFive) {
      trainedBlocks = ofFive;
      return this;
    }

    public Builder pretrainingImages(int atMost) {
      pretrainingImages = atMost;
      return this;
    }

    public Builder pretrainingEpochs(int epochs) {
      pretrainingEpochs = epochs;
      return this;
    }

    public Builder pretrainingRate(double learningRate) {
      pretrainingRate = learningRate;
      return this;
    }
  }
}
