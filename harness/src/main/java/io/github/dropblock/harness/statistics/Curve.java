package io.github.dropblock.harness.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The losses of a two-class training, nats, one after each epoch, the first epoch's first. Where a
 * curve is too short for a number, or holds a loss that isn't finite, that number is absent.
 */
public final class Curve {
  /** Epochs either side that a smoothed loss is the median of: one bad epoch moves it little. */
  private static final int REACH = 2;

  /** The least epochs that a final loss is the median of. */
  private static final int FEWEST_LAST = 3;

  /** The loss of a network that knows nothing yet: all trainings start from it. */
  private static final double START = Math.log(2);

  /** The share of its way down that a training's speed is told by. */
  public static final double SHARE = 0.9;

  /** The epochs between which the paper sees a loss drop ("around epoch 10"). */
  private static final int DROP_FROM = 5;

  private static final int DROP_TO = 15;

  /** With fewer epochs there is hardly an afterwards for the loss to fall slowly in. */
  private static final int FEWEST_FOR_DROP = 30;

  private final double[] losses;
  private final double[] smooth;
  private final boolean finite;

  public Curve(double... losses) {
    this.losses = losses.clone();
    this.smooth = smoothed(losses);
    this.finite = losses.length > 0 && Arrays.stream(losses).allMatch(Double::isFinite);
  }

  /**
   * How far an epoch's loss lies from the middle between its neighbours', as a share of that
   * middle; mean over all epochs that have both. A steady fall scores 0 however steep it is, unlike
   * with a standard deviation, and the same wobble in proportion scores the same at any depth.
   */
  public OptionalDouble fluctuation() {
    if (losses.length < 3 || !finite) {
      return OptionalDouble.empty();
    }
    double mean =
        IntStream.range(1, losses.length - 1)
            .mapToDouble(
                epoch -> {
                  double middle = (losses[epoch - 1] + losses[epoch + 1]) / 2;
                  return Math.abs(losses[epoch] - middle) / middle;
                })
            .average()
            .orElseThrow();
    return Double.isFinite(mean) ? OptionalDouble.of(mean) : OptionalDouble.empty();
  }

  /**
   * Epochs until the smoothed loss has gone {@value #SHARE} of its own way, from ln 2 to its floor,
   * which is the lowest that it gets; with a fraction between epochs by a straight line. So a curve
   * that goes deeper at the same pace is not faster. Absent if it never gets below ln 2.
   */
  public OptionalDouble epochsDown() {
    if (!finite || floor() >= START) {
      return OptionalDouble.empty();
    }
    double goal = START - SHARE * (START - floor());
    double before = START;
    for (int epoch = 0; epoch < smooth.length; epoch++) {
      if (smooth[epoch] <= goal) {
        return OptionalDouble.of(epoch + (before - goal) / (before - smooth[epoch]));
      }
      before = smooth[epoch];
    }
    throw new IllegalStateException("a curve reaches its own floor");
  }

  private double floor() {
    return Arrays.stream(smooth).min().orElseThrow();
  }

  /** Median of the last tenth of the epochs, but of {@value #FEWEST_LAST} at least. */
  public OptionalDouble last() {
    if (losses.length < FEWEST_LAST || !finite) {
      return OptionalDouble.empty();
    }
    int count = Math.max(FEWEST_LAST, (int) Math.ceil(losses.length / 10.0));
    return OptionalDouble.of(
        Median.of(Arrays.copyOfRange(losses, losses.length - count, losses.length)));
  }

  /**
   * Of the way that the smoothed loss goes, up or down, between its first epoch, epochs {@value
   * #DROP_FROM} and {@value #DROP_TO} and its end, the share that is a fall between those two
   * epochs: −1 to 1. Absent with fewer than {@value #FEWEST_FOR_DROP} epochs, and where the
   * optimiser changes within what it measures: the change would make a drop of its own.
   *
   * @param changes epochs after which the optimiser changes
   */
  public OptionalDouble earlyDrop(Collection<Integer> changes) {
    if (losses.length < FEWEST_FOR_DROP || !finite || changes.stream().anyMatch(Curve::inDrop)) {
      return OptionalDouble.empty();
    }
    double drop = smooth[DROP_FROM - 1] - smooth[DROP_TO - 1];
    double before = smooth[0] - smooth[DROP_FROM - 1];
    double after = smooth[DROP_TO - 1] - last().orElseThrow();
    double way = Math.abs(before) + Math.abs(drop) + Math.abs(after);
    return way > 0 ? OptionalDouble.of(drop / way) : OptionalDouble.empty();
  }

  /** Whether a change after an epoch touches the losses that the early drop is measured by. */
  public static boolean inDrop(int change) {
    return change >= DROP_FROM - REACH && change < DROP_TO + REACH;
  }

  private static double[] smoothed(double[] losses) {
    return IntStream.range(0, losses.length)
        .mapToDouble(
            i ->
                Median.of(
                    Arrays.copyOfRange(
                        losses, Math.max(0, i - REACH), Math.min(losses.length, i + REACH + 1))))
        .toArray();
  }
}
