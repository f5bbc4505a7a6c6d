package io.github.dropblock.harness.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void differencesCarryTheirSign() {
    assertThat(Numbers.points(2.46)).isEqualTo("+2.5");
    assertThat(Numbers.points(-0.3)).isEqualTo("\u22120.3");
  }

  @Test
  void aDifferenceThatRoundsToNothingHasNoSign() {
    assertThat(Numbers.points(-0.04)).isEqualTo("0.0");
    assertThat(Numbers.points(0.04)).isEqualTo("0.0");
  }

  @Test
  void durationsAreInTheUnitsThatPeopleUse() {
    assertThat(Numbers.duration(41.6)).isEqualTo("42 s");
    assertThat(Numbers.duration(200)).isEqualTo("3 min 20 s");
    assertThat(Numbers.duration(3900)).isEqualTo("1 h 05 min");
  }

  @Test
  void settingsHaveNoMoreDigitsThanTheyNeed() {
    assertThat(Numbers.plain(1e-4)).isEqualTo("0.0001");
    assertThat(Numbers.plain(1.0)).isEqualTo("1");
    assertThat(Numbers.plain(100)).isEqualTo("100");
  }

  @Test
  void aLossThatDivergedIsCalledSo() {
    assertThat(Numbers.loss(Double.NaN)).isEqualTo("not finite");
  }
}
