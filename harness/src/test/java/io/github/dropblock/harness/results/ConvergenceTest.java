package io.github.dropblock.harness.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  @Test
  void aSteadyFallDoesNotFluctuateHoweverSteepItIs() {
    assertThat(Convergence.fluctuation(curve(20, t -> 5 - 0.2 * t)).orElseThrow())
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void aLossThatGoesUpAndDownFluctuatesByTheWholeDistance() {
    assertThat(Convergence.fluctuation(curve(20, t -> t % 2 == 0 ? 0.3 : 0.7)).orElseThrow())
        .isCloseTo(0.4, within(1e-12));
  }

  @Test
  void theFirstHalfDoesNotCountAsFluctuation() {
    assertThat(Convergence.fluctuation(curve(20, t -> t == 4 ? 9 : 1))).hasValue(0);
  }

  @Test
  void fluctuationNeedsNeighbours() {
    assertThat(Convergence.fluctuation(curve(4, t -> 1))).isEmpty();
  }

  @Test
  void oneBadEpochDoesNotMoveTheSmoothedLoss() {
    assertThat(Convergence.smoothed(curve(7, t -> t == 4 ? 9 : 1))).containsOnly(1);
  }

  @Test
  void theEpochThatReachesALossHasAFraction() {
    double[] falling = curve(20, t -> 2 - 0.1 * t);

    // Falls through 1.05 half-way between epochs 9 (1.1) and 10 (1.0).
    assertThat(Convergence.epochsTo(1.05, falling).orElseThrow()).isCloseTo(9.5, within(1e-9));
  }

  @Test
  void aLossThatIsNeverReachedHasNoEpoch() {
    assertThat(Convergence.epochsTo(0.5, curve(20, t -> 1))).isEmpty();
  }

  @Test
  void theFinalLossIsTheMedianOfTheLastTenth() {
    assertThat(Convergence.last(curve(50, t -> t == 48 ? 100 : t))).hasValue(49);
    assertThat(Convergence.last(curve(12, t -> t))).hasValue(11);
  }

  @Test
  void aDropAroundEpochTenIsEarly() {
    double[] step = curve(100, t -> t < 10 ? 2 : 1 - 0.001 * t);

    assertThat(Convergence.earlyDrop(step).orElseThrow()).isGreaterThan(0.9);
  }

  @Test
  void anEvenFallHasNoEarlyDrop() {
    assertThat(Convergence.earlyDrop(curve(100, t -> 2 - 0.01 * t)).orElseThrow())
        .isCloseTo(0.1, within(0.02));
  }

  @Test
  void aFallThatIsOverByEpochFiveIsNotAroundTen() {
    assertThat(Convergence.earlyDrop(curve(100, t -> t < 4 ? 2 : 1)).orElseThrow()).isLessThan(0.1);
  }

  @Test
  void aShortTrainingHasNoAfterwards() {
    assertThat(Convergence.earlyDrop(curve(29, t -> 1.0 / t))).isEmpty();
  }

  @Test
  void aLossThatIsNotFiniteHasNoMeasures() {
    double[] diverged = curve(40, t -> t == 30 ? Double.NaN : 1);

    assertThat(Convergence.fluctuation(diverged)).isEmpty();
    assertThat(Convergence.best(diverged)).isEmpty();
    assertThat(Convergence.last(diverged)).isEmpty();
    assertThat(Convergence.earlyDrop(diverged)).isEmpty();
  }

  private static double[] curve(int epochs, java.util.function.IntToDoubleFunction loss) {
    return IntStream.rangeClosed(1, epochs).mapToDouble(loss).toArray();
  }
}
