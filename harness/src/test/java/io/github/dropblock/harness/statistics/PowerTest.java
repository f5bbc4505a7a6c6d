package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PowerTest {
  @Test
  void theDetectableDifferenceIsFoundEightTimesOfTen() {
    for (int seeds : new int[] {3, 5, 10}) {
      double size = Power.detectable(1, seeds);
      Random random = new Random(seeds);
      int found = 0;
      for (int i = 0; i < 4000; i++) {
        double[][] values = new double[2][seeds];
        for (int seed = 0; seed < seeds; seed++) {
          values[0][seed] = size + random.nextGaussian();
          values[1][seed] = random.nextGaussian();
        }
        found += Contrast.DIFFERENCE.nested(values, 0, 0).p() <= 0.05 ? 1 : 0;
      }
      assertThat(found / 4000.0).as(seeds + " seeds").isBetween(0.78, 0.86);
    }
  }

  @Test
  void moreSeedsSeeSmallerEffectsAndAsManyAsNeededSeeTheSize() {
    Estimate seen = new Estimate(0.4, 2.0 / 3, 4, 0);
    int needed = Power.seeds(seen, 3, 1).orElseThrow();
    assertThat(needed).isBetween(16, 18);
    assertThat(Power.detectable(1, needed)).isLessThanOrEqualTo(1);
    assertThat(Power.detectable(1, needed - 1)).isGreaterThan(1);
  }

  @Test
  void whatTheImagesHideNoSeedsFind() {
    assertThat(Power.seeds(new Estimate(0, 0.1, 4, 1), 3, 1)).isEmpty();
  }

  @Test
  void seedsThatNeverDifferTellNothing() {
    Estimate none = Ratios.logarithm(new double[] {2, 2}, new double[] {1, 1}, true);
    assertThat(none.p()).isOne();
    assertThat(none.interval().low()).isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void pairsAreTakenOnlyWhereTheyAreMeasuredToGoTogether() {
    double[] arm = {1, 2, 3, 4, 5};
    assertThat(Pairing.measured(arm, new double[] {1.1, 2, 2.9, 4.1, 5})).isTrue();
    assertThat(Pairing.measured(arm, new double[] {3, 1, 5, 2, 4})).isFalse();
    assertThat(Pairing.measured(arm, new double[] {5, 4, 3, 2, 1})).isFalse();
    assertThat(Pairing.measured(new double[] {1, 2, 3}, new double[] {1, 2, 3})).isFalse();
  }

  @Test
  void oneArmIsBetterInAsManyPairsOfSeedsAsItIs() {
    double share = Accuracies.probabilityOfSuperiority(new double[] {1, 2, 3}, new double[] {2, 0});
    assertThat(share).isCloseTo(4.5 / 6, within(1e-12));
  }
}
