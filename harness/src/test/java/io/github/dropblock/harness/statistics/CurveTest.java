package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static final double LN_2 = Math.log(2);

  @Test
  void aDeeperFloorAtTheSamePaceIsNoFaster() {
    double shallow = new Curve(falling(0.1, 8)).epochsDown().orElseThrow();
    double deep = new Curve(falling(0.09, 8)).epochsDown().orElseThrow();
    assertThat(deep).isCloseTo(shallow, within(1e-9));
    // By epochs to a common reference, as it was, the deeper one looked much faster.
    double reference = 0.101;
    assertThat(epochsTo(reference, falling(0.09, 8)))
        .isLessThan(0.8 * epochsTo(reference, falling(0.1, 8)));
  }

  @Test
  void twiceThePaceTakesHalfTheEpochs() {
    double slow = new Curve(falling(0.1, 16)).epochsDown().orElseThrow();
    double fast = new Curve(falling(0.1, 8)).epochsDown().orElseThrow();
    assertThat(slow / fast).isCloseTo(2, within(0.05));
  }

  /** v(t) − f = (ln 2 − f) · e^(−t/τ), so nine tenths of the way are gone at τ · ln 10. */
  @Test
  void anExponentialDescentTakesItsTimeConstantTimesLnTen() {
    for (double pace : new double[] {5, 8, 20}) {
      for (double floor : new double[] {0.02, 0.3}) {
        // A straight line between epochs lies above the curve by 1 / (8τ) of an epoch at most.
        assertThat(new Curve(falling(floor, pace)).epochsDown().orElseThrow())
            .as("τ = %s, floor %s", pace, floor)
            .isCloseTo(pace * Math.log(10), within(1 / (8 * pace)));
      }
    }
  }

  @Test
  void aStraightDescentTakesNineTenthsOfItsEpochs() {
    for (int length : new int[] {20, 33, 50}) {
      Curve straight =
          curve(60, epoch -> LN_2 - (LN_2 - 0.1) * Math.min(1, (epoch + 1.0) / length));
      assertThat(straight.epochsDown().orElseThrow()).isCloseTo(0.9 * length, within(1e-9));
    }
  }

  @Test
  void aCurveThatIsDownInItsFirstEpochHasPartOfOne() {
    assertThat(new Curve(0.1, 0.1, 0.1).epochsDown().orElseThrow()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void aCurveThatNeverFallsHasNoSpeed() {
    assertThat(new Curve(LN_2, LN_2, LN_2 + 0.01).epochsDown()).isEmpty();
    assertThat(new Curve(0.5, Double.NaN, 0.4).epochsDown()).isEmpty();
  }

  @Test
  void fluctuationIsTheSameShareAtAnyDepthAndNothingOnAStraightWay() {
    Curve high = curve(100, epoch -> 0.6 * (epoch % 2 == 0 ? 1.05 : 0.95));
    Curve low = curve(100, epoch -> 0.06 * (epoch % 2 == 0 ? 1.05 : 0.95));
    assertThat(low.fluctuation().orElseThrow())
        .isCloseTo(high.fluctuation().orElseThrow(), within(1e-12));
    assertThat(curve(100, epoch -> 0.6 - 0.005 * epoch).fluctuation().orElseThrow())
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void fluctuationCountsTheWholeTraining() {
    Curve early = curve(100, epoch -> 0.5 * (epoch == 20 ? 2 : 1));
    assertThat(early.fluctuation().orElseThrow()).isGreaterThan(0.01);
  }

  @Test
  void aDropAwayFromTheOptimisersChangeIsMeasured() {
    Curve drop = curve(60, epoch -> epoch < 9 ? 0.6 : 0.2);
    assertThat(drop.earlyDrop(List.of()).orElseThrow()).isGreaterThan(0.9);
    assertThat(drop.earlyDrop(Set.of(100)).orElseThrow()).isGreaterThan(0.9);
  }

  @Test
  void aDropWhereTheOptimiserChangesIsNot() {
    // In profile photos it changes after epoch 10 of 60.
    Curve drop = curve(60, epoch -> epoch < 10 ? 0.6 : 0.2);
    assertThat(drop.earlyDrop(List.of(10))).isEmpty();
    assertThat(drop.earlyDrop(List.of(3))).isEmpty();
    assertThat(drop.earlyDrop(List.of(16))).isEmpty();
    assertThat(drop.earlyDrop(List.of(2, 17))).isPresent();
  }

  private static double[] falling(double floor, double pace) {
    return losses(400, epoch -> floor + (LN_2 - floor) * Math.exp(-(epoch + 1) / pace));
  }

  private static double epochsTo(double reference, double[] losses) {
    return IntStream.range(0, losses.length).takeWhile(i -> losses[i] > reference).count();
  }

  private static Curve curve(int epochs, IntToDoubleFunction loss) {
    return new Curve(losses(epochs, loss));
  }

  private static double[] losses(int epochs, IntToDoubleFunction loss) {
    return IntStream.range(0, epochs).mapToDouble(loss).toArray();
  }
}
