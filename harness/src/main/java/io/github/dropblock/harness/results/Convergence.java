package io.github.dropblock.harness.results;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Numbers that say how a loss curve runs. A curve holds a loss per epoch, nats, the first epoch's
 * first; where it is too short for a number, or holds a loss that is not finite, that is absent.
 */
public final class Convergence {
  /** Epochs either side that a smoothed loss is the median of: one bad epoch moves it little. */
  private static final int REACH = 2;

  /** The least epochs that a final loss is the median of. */
  private static final int FEWEST_LAST = 3;

  /** The epochs between which the paper sees ResNet-34's loss drop (§3: "around epoch 10"). */
  private static final int DROP_FROM = 5;

  private static final int DROP_TO = 15;

  /** With fewer epochs there is hardly an afterwards for the loss to fall slowly in. */
  private static final int FEWEST_FOR_DROP = 30;

  private Convergence() {}

  /** Running median over {@value #REACH} epochs either side, as far as there are so many. */
  public static double[] smoothed(double[] curve) {
    return IntStream.range(0, curve.length)
        .mapToDouble(
            i ->
                Median.of(
                    Arrays.copyOfRange(
                        curve, Math.max(0, i - REACH), Math.min(curve.length, i + REACH + 1))))
        .toArray();
  }

  /**
   * Mean distance of an epoch's loss from the middle between its neighbours', |vₜ − (vₜ₋₁ +
   * vₜ₊₁)/2|, over the last half of the epochs: half a second difference. A loss that falls
   * steadily scores 0 however steep it is, unlike with a standard deviation; spikes count in full,
   * unlike with a median; and the first half, where the optimiser changes, is left out.
   */
  public static OptionalDouble fluctuation(double[] curve) {
    int first = curve.length / 2;
    if (curve.length - first < 3 || !finite(curve)) {
      return OptionalDouble.empty();
    }
    return IntStream.range(first + 1, curve.length - 1)
        .mapToDouble(t -> Math.abs(curve[t] - (curve[t - 1] + curve[t + 1]) / 2))
        .average();
  }

  /**
   * The first epoch whose smoothed loss is at or below {@code reference}, with a fraction between
   * epochs by a straight line; absent if none is.
   */
  public static OptionalDouble epochsTo(double reference, double[] curve) {
    double[] smooth = smoothed(curve);
    for (int i = 0; i < smooth.length; i++) {
      if (smooth[i] <= reference) {
        double above = i == 0 ? 0 : (smooth[i] - reference) / (smooth[i - 1] - smooth[i]);
        return OptionalDouble.of(i + 1 + above);
      }
    }
    return OptionalDouble.empty();
  }

  /** Lowest smoothed loss. */
  public static OptionalDouble best(double[] curve) {
    return finite(curve) ? Arrays.stream(smoothed(curve)).min() : OptionalDouble.empty();
  }

  /** Median of the last tenth of the epochs, but of {@value #FEWEST_LAST} at least. */
  public static OptionalDouble last(double[] curve) {
    if (curve.length < FEWEST_LAST || !finite(curve)) {
      return OptionalDouble.empty();
    }
    int count = Math.max(FEWEST_LAST, (int) Math.ceil(curve.length / 10.0));
    return OptionalDouble.of(
        Median.of(Arrays.copyOfRange(curve, curve.length - count, curve.length)));
  }

  /**
   * Of the way that the smoothed loss goes, up or down, between its first epoch, epochs {@value
   * #DROP_FROM} and {@value #DROP_TO} and its end, the share that is a fall between those two
   * epochs: −1 to 1. Absent with fewer than {@value #FEWEST_FOR_DROP} epochs.
   */
  public static OptionalDouble earlyDrop(double[] curve) {
    if (curve.length < FEWEST_FOR_DROP || !finite(curve)) {
      return OptionalDouble.empty();
    }
    double[] smooth = smoothed(curve);
    double drop = smooth[DROP_FROM - 1] - smooth[DROP_TO - 1];
    double before = smooth[0] - smooth[DROP_FROM - 1];
    double after = smooth[DROP_TO - 1] - last(curve).orElseThrow();
    double way = Math.abs(before) + Math.abs(drop) + Math.abs(after);
    return way > 0 ? OptionalDouble.of(drop / way) : OptionalDouble.empty();
  }

  private static boolean finite(double[] curve) {
    return curve.length > 0 && Arrays.stream(curve).allMatch(Double::isFinite);
  }
}
