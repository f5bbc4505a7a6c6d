package io.github.dropblock.harness.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.run.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordanceTest {
  /**
   * Fagerland, Lydersen, Laake, BMC Medical Research Methodology 13:91 (2013), table 6: exact
   * conditional test of Bentur's 1 : 7 and Cavo's 6 : 16.
   */
  @ParameterizedTest
  @CsvSource({"1, 7, 0.070", "6, 16, 0.053"})
  void theExactTestIsThatOfFagerlandsExamples(int b, int c, double p) {
    assertThat(new Discordance(b, c).p()).isCloseTo(p, within(5e-4));
    assertThat(new Discordance(c, b).p()).isEqualTo(new Discordance(b, c).p());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 5"})
  void equalCountsAreNoEvidence(int b, int c) {
    assertThat(new Discordance(b, c).p()).isEqualTo(1);
  }

  @Test
  void onlyImagesThatTheArmsDisagreeOnCount() {
    int[] balance =
        Discordance.balance(
            List.of(right("a"), right("b"), wrong("c"), wrong("d"), right("e")),
            List.of(right("b"), wrong("a"), right("c"), wrong("d"), wrong("e")));

    assertThat(balance).containsExactly(1, 0, -1, 0, 1);
    assertThat(Discordance.of(balance)).isEqualTo(new Discordance(2, 1));
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

  private static Prediction right(String image) {
    return new Prediction(image, 1, 0.9);
  }

  private static Prediction wrong(String image) {
    return new Prediction(image, 1, 0.1);
  }
}
