package io.github.dropblock.harness.regularize;

import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * DropBlock (Ghiasi, Lin, Le 2018, arXiv 1810.12890, algorithm 1) on feature maps of shape {@code
 * [images, channels, height, width]}.
 *
 * <p>Every channel of every image draws its own blocks: wherever an s × s block fits, one begins
 * with probability γ (the paper's Eq. 3, see {@link #gamma}), its cells become 0, and what is kept
 * is multiplied by cells / kept cells, both counted over the whole array. Inference is left alone.
 *
 * <p>What a channel of an image drops depends on the seed, the iteration, and the numbers of the
 * image and the channel only, so that a training resumed from a checkpoint draws what it would have
 * drawn, and every device draws the same: see {@link Drawing}. No mask is stored: γ is small, so
 * forward and backward pass zero the same few blocks.
 */
public final class DropBlock implements IDropout {
  private static final long serialVersionUID = 1L;

  private final double keepProbability;
  private final int blockSize;
  private final KeepSchedule schedule;
  private final int epochs;
  private final long seed;

  /** Of the last forward pass; null when its gradient has been taken. */
  private transient Blocks blocks;

  /** How many blocks begin in a plane, for the maps and the γ of the last forward pass. */
  private transient Binomial beginning;

  private transient Tally tally = new Tally();

  /** What a GPU needs besides; null on the CPU, and before the first pass. */
  private transient OnGpu onGpu;

  /** Loads CUDA's classes. */
  private static final class OnGpu {
    private final Zeroing zeroing = CudaZeroing.create();
    private final DrawnAhead ahead = new DrawnAhead();
  }

  /**
   * @param epochs of the whole training, for the schedule
   * @param seed of this place in this network: two places with one seed would drop alike
   */
  public DropBlock(DropBlockSettings settings, int epochs, long seed) {
    this(settings.keepProbability(), settings.blockSize(), settings.schedule(), epochs, seed);
  }

  @JsonCreator
  DropBlock(
      @JsonProperty("keepProbability") double keepProbability,
      @JsonProperty("blockSize") int blockSize,
      @JsonProperty("schedule") KeepSchedule schedule,
      @JsonProperty("epochs") int epochs,
      @JsonProperty("seed") long seed) {
    new DropBlockSettings(keepProbability, blockSize, schedule);
    this.keepProbability = keepProbability;
    this.blockSize = blockSize;
    this.schedule = schedule;
    this.epochs = epochs;
    this.seed = seed;
  }

  /**
   * γ of the paper's Eq. 3, for maps that need not be square: {@code (1 − p) / s² · h·w / ((h − s +
   * 1)(w − s + 1))}, at most 1.
   *
   * @param keep p
   * @param size s, cells
   * @param height of the map, cells
   * @param width of the map, cells
   */
  public static double gamma(double keep, int size, int height, int width) {
    double cells = (double) height * width;
    double starts = (double) (height - size + 1) * (width - size + 1);
    return Math.min(1, (1 - keep) / ((double) size * size) * cells / starts);
  }

  /**
   * The share of cells that are kept on average, in closed form. A cell is kept if no block begins
   * at any of the places whose block covers it, so near the border more is kept than in the middle.
   *
   * @param gamma probability that a block begins where it fits
   */
  public static double expectedKeep(double gamma, int size, int height, int width) {
    double sum = 0;
    for (int y = 0; y < height; y++) {
      int rows = coveringStarts(y, size, height);
      for (int x = 0; x < width; x++) {
        sum += Math.pow(1 - gamma, (double) rows * coveringStarts(x, size, width));
      }
    }
    return sum / ((double) height * width);
  }

  /** How many of the starts 0 … length − size have a block that covers position. */
  private static int coveringStarts(int position, int size, int length) {
    return Math.min(position, length - size) - Math.max(0, position - size + 1) + 1;
  }

  /**
   * The blocks that a step drops, counted in the {@link #tally}.
   *
   * @param height of the maps, cells
   * @param width of the maps, cells
   * @param iteration counted from 0 in each phase of the training
   * @param epoch counted from 0 over the whole training
   */
  public Blocks draw(int images, int channels, int height, int width, int iteration, int epoch) {
    int size = settings().blockSize(height, width);
    double gamma = begin(height, width, size, epoch);
    Drawing drawing =
        new Drawing(images, channels, height, width, size, beginning, seed, iteration);
    if (onGpu == null && Zeroing.onGpu()) {
      onGpu = new OnGpu();
    }
    Blocks drawn =
        onGpu == null ? drawing.draw() : onGpu.ahead.take(drawing, drawing.at(iteration + 1));
    tally.add(height, width, size, gamma, drawn.cells(), drawn.kept());
    return drawn;
  }

  /** What a device draws an epoch's blocks by. */
  public BlockTable table(int height, int width, int epoch) {
    int size = settings().blockSize(height, width);
    begin(height, width, size, epoch);
    return new BlockTable(size, beginning.numbers());
  }

  /**
   * Counts, in the {@link #tally}, what a device dropped by such a table in a step.
   *
   * @param cells of all maps
   * @param dropped of those
   */
  public void count(int height, int width, int epoch, long cells, long dropped) {
    int size = settings().blockSize(height, width);
    double gamma = begin(height, width, size, epoch);
    tally.add(height, width, size, gamma, cells, cells - dropped);
  }

  /** Sees to the table of an epoch, and returns γ. */
  private double begin(int height, int width, int size, int epoch) {
    double gamma = gamma(schedule.keep(keepProbability, epoch, epochs), size, height, width);
    int places = (height - size + 1) * (width - size + 1);
    if (beginning == null || beginning.trials() != places || beginning.probability() != gamma) {
      beginning = new Binomial(places, gamma);
    }
    return gamma;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    long[] shape = input.shape();
    if (shape.length != 4) {
      throw new IllegalArgumentException(
          "DropBlock takes feature maps [images, channels, height, width], not "
              + Arrays.toString(shape));
    }
    blocks =
        draw(
            Math.toIntExact(shape[0]),
            Math.toIntExact(shape[1]),
            Math.toIntExact(shape[2]),
            Math.toIntExact(shape[3]),
            iteration,
            epoch);
    apply(input, result);
    return result;
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    if (blocks == null) {
      throw new IllegalStateException("no forward pass in training came before this backward pass");
    }
    apply(gradAtOutput, gradAtInput);
    blocks = null;
    return gradAtInput;
  }

  private void apply(INDArray from, INDArray to) {
    if (onGpu == null) {
      blocks.apply(from, to);
    } else {
      blocks.apply(from, to, onGpu.zeroing);
    }
  }

  @Override
  public void clear() {
    blocks = null;
  }

  /** What has been dropped since {@link #startTally}. */
  public Tally tally() {
    return tally;
  }

  /** Counts from here on. */
  public void startTally() {
    tally = new Tally();
  }

  private DropBlockSettings settings() {
    return new DropBlockSettings(keepProbability, blockSize, schedule);
  }

  @Override
  public DropBlock clone() {
    return new DropBlock(keepProbability, blockSize, schedule, epochs, seed);
  }

  /** A tally and blocks belong to one forward pass, not to what is stored. */
  private Object readResolve() {
    return clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DropBlock that
        && settings().equals(that.settings())
        && epochs == that.epochs
        && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(settings(), epochs, seed);
  }

  public double getKeepProbability() {
    return keepProbability;
  }

  public int getBlockSize() {
    return blockSize;
  }

  public KeepSchedule getSchedule() {
    return schedule;
  }

  public int getEpochs() {
    return epochs;
  }

  public long getSeed() {
    return seed;
  }

  /** Counts of what was dropped. */
  public static final class Tally {
    private int height;
    private int width;
    private int size;
    private double gamma;
    private long total;
    private long kept;

    private void add(int height, int width, int size, double gamma, long cells, long keptCells) {
      this.height = height;
      this.width = width;
      this.size = size;
      this.gamma = gamma;
      total += cells;
      kept += keptCells;
    }

    /** Height of the feature map, cells. */
    public int height() {
      return height;
    }

    /** Width of the feature map, cells. */
    public int width() {
      return width;
    }

    /** Side of a block, cells. */
    public int blockSize() {
      return size;
    }

    /** γ of the last forward pass. */
    public double gamma() {
      return gamma;
    }

    /** Share of cells kept over all forward passes; NaN before the first. */
    public double kept() {
      return (double) kept / total;
    }
  }
}
