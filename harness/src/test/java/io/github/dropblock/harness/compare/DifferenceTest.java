package io.github.dropblock.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.statistics.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact limits were worked out from the published formulas, apart from this code. */
class DifferenceTest {

  /** The prime minister's ratings of Agresti's textbook, which gives 0.04 ± 1.96 · 0.0095. */
  @Test
  void pairedMatchesAPublishedExample() {
    Difference difference = Difference.paired(differences(150, 86, 1600));

    assertThat(difference.value()).isEqualTo(0.04, within(1e-12));
    assertInterval(difference.interval(), 0.04 - 1.96 * 0.0095, 0.04 + 1.96 * 0.0095, 5e-4);
    assertInterval(difference.interval(), 0.0211773, 0.0587228, 1e-7);
  }

  /** The data of Newcombe's comparison of methods (1998). */
  @Test
  void unpairedMatchesThePublishedFormula() {
    Difference difference = Difference.unpaired(56, 70, 48, 80);

    assertThat(difference.value()).isEqualTo(0.2, within(1e-12));
    assertInterval(difference.interval(), 0.0524529, 0.3357585, 1e-7);
  }

  /** statsmodels 0.13.5, {@code confint_proportions_2indep(…, method="agresti-caffo")}. */
  @ParameterizedTest
  @CsvSource({
    "272, 300, 266, 300, -0.029198742, 0.068933841",
    "30, 30, 28, 30, -0.055115383, 0.180115383",
    "0, 40, 3, 50, -0.138970141, 0.032743035"
  })
  void unpairedMatchesStatsmodels(
      int right, int images, int otherRight, int otherImages, double low, double high) {
    assertInterval(
        Difference.unpaired(right, images, otherRight, otherImages).interval(), low, high, 1e-8);
  }

  @Test
  void equalPredictionsStillLeaveRoomForChance() {
    Difference difference = Difference.paired(new double[30]);

    assertThat(difference.value()).isZero();
    assertInterval(difference.interval(), -0.0866190, 0.0866190, 1e-7);
  }

  @Test
  void swappedSidesGiveTheOppositeInterval() {
    Interval one = Difference.paired(differences(9, 2, 40)).interval();
    Interval other = Difference.paired(differences(2, 9, 40)).interval();

    assertInterval(other, -one.high(), -one.low(), 1e-12);
  }

  private static void assertInterval(Interval interval, double low, double high, double margin) {
    assertThat(interval.low()).isEqualTo(low, within(margin));
    assertThat(interval.high()).isEqualTo(high, within(margin));
  }

  private static double[] differences(int better, int worse, int images) {
    double[] differences = new double[images];
    Arrays.fill(differences, 0, better, 1);
    Arrays.fill(differences, better, better + worse, -1);
    return differences;
  }
}
