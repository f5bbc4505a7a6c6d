package io.github.dropblock.harness.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void ticksOfALinearScaleAreRound() {
    assertThat(Axis.linear(50, 100, 5).ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("50", "60", "70", "80", "90", "100");
  }

  @Test
  void ticksShowAsManyDigitsAsTheirStepHas() {
    assertThat(Axis.linear(0.61, 0.69, 4).ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("0.62", "0.64", "0.66", "0.68");
  }

  @Test
  void aScaleOfSixHundredEpochsCountsInHundreds() {
    assertThat(Axis.linear(0, 600, 6).ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("0", "100", "200", "300", "400", "500", "600");
  }

  @Test
  void aScaleWithinOneEpochIsFinite() {
    assertThat(Axis.linear(0, 1, 6).ticks()).isNotEmpty();
  }

  @Test
  void lossesOverMoreThanADecadeGetALogarithmicScale() {
    Axis axis = Axis.positive(0.01, 1);

    assertThat(axis.logarithmic()).isTrue();
    assertThat(axis.ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1");
    assertThat(axis.at(0.1)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void lossesCloseTogetherGetALinearScale() {
    Axis axis = Axis.positive(0.4, 0.7);

    assertThat(axis.logarithmic()).isFalse();
    assertThat(axis.low()).isLessThan(0.4);
    assertThat(axis.high()).isGreaterThan(0.7);
  }

  @Test
  void aSingleLossStillHasAScaleAroundIt() {
    assertThat(Axis.positive(0.5, 0.5).at(0.5)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void ratiosHaveTicksThatTellThemWithNoEffectAmongThem() {
    for (double range : new double[] {1.15, 1.8, 8, 500}) {
      Axis axis = Axis.ratios(-Math.log(range), Math.log(range));

      assertThat(axis.ticks()).extracting(Axis.Tick::label).contains("1").hasSizeBetween(3, 12);
      assertThat(axis.at(0)).isEqualTo(0.5);
    }
  }
}
