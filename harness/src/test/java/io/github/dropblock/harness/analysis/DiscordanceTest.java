package io.github.dropblock.harness.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.rundir.Prediction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordanceTest {
  /**
   * Fagerland, Lydersen, Laake, BMC Medical Research Methodology 13:91 (2013): the exact
   * conditional test of Bentur's 1 : 7 has p = 0.070.
   */
  @Test
  void theExactTestIsThatOfFagerlandsExample() {
    assertThat(new Discordance(1, 7).p()).isCloseTo(0.070, within(5e-4));
    assertThat(new Discordance(7, 1).p()).isEqualTo(new Discordance(1, 7).p());
  }

  /** C(22, 0) + … + C(22, 6) = 110,056 of 2²² ways, and as many the other way. */
  @Test
  void theExactTestCountsTheWaysToBeAsExtreme() {
    assertThat(new Discordance(6, 16).p()).isCloseTo(2 * 110_056 / 4_194_304.0, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 5"})
  void equalCountsAreNoEvidence(int b, int c) {
    assertThat(new Discordance(b, c).p()).isEqualTo(1);
  }

  @Test
  void onlyImagesThatTheArmsDisagreeOnCount() {
    Map<String, Integer> balance =
        Discordance.balance(
            List.of(right("a"), right("b"), wrong("c"), wrong("d"), right("e")),
            List.of(right("b"), wrong("a"), right("c"), wrong("d"), wrong("e")));

    assertThat(balance).isEqualTo(Map.of("a", 1, "b", 0, "c", -1, "d", 0, "e", 1));
  }

  @Test
  void moreSeedsDoNotMakeMoreImages() {
    assertThat(Discordance.of(new int[] {3, 1, 0, -2})).isEqualTo(new Discordance(2, 1));
  }

  @Test
  void otherTestImagesCannotBePaired() {
    assertThatThrownBy(() -> Discordance.balance(List.of(right("a")), List.of(right("b"))))
        .hasMessage("they were tested on different images");
  }

  @Test
  void anImageThatStandsTwiceCannotBePaired() {
    assertThatThrownBy(
            () -> Discordance.balance(List.of(right("a"), right("a")), List.of(right("a"))))
        .hasMessage("a predictions.csv has an image twice");
  }

  private static Prediction right(String image) {
    return new Prediction(image, 1, 0.9);
  }

  private static Prediction wrong(String image) {
    return new Prediction(image, 1, 0.1);
  }
}
