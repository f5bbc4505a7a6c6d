package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {
  private static final double WORDS = 1L << 32;

  /**
   * Of all words, so many give each number as there should be, and never fewer with a larger word.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.2",
    "4, 0.0889",
    "36, 0.0395",
    "64, 0.0125",
    "3364, 0.004969",
    "42, 0.95",
    "676, 0.00618"
  })
  void eachNumbersShareOfTheWordsIsItsProbability(int trials, double probability) {
    Binomial binomial = new Binomial(trials, probability);
    double exactly = Math.pow(1 - probability, trials);
    long first = 0;
    for (int n = 0; n <= trials && first < WORDS; n++) {
      long end = firstWordOfMore(binomial, n, first);
      assertThat((double) end - first)
          .as("%d of %d", n, trials)
          .isCloseTo(exactly * WORDS, within(1 + 1e-9 * exactly * WORDS));
      first = end;
      exactly *= (trials - n) / (n + 1.0) * probability / (1 - probability);
    }
    assertThat(first).as("no word is left").isEqualTo(1L << 32);
  }

  /** The first word from there on that stands for more than n; 2³² if none does. */
  private static long firstWordOfMore(Binomial binomial, int n, long from) {
    long low = from;
    long high = 1L << 32;
    while (low < high) {
      long middle = (low + high) / 2;
      if (binomial.successes((int) middle) > n) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Test
  void certaintiesNeedNoTable() {
    for (int word : new int[] {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
      assertThat(new Binomial(9, 0).successes(word)).isZero();
      assertThat(new Binomial(9, 1).successes(word)).isEqualTo(9);
    }
  }

  /** Ghiasi's block of one cell on VGG-16's first maps: so rare a word that no double holds it. */
  @Test
  void manyTrialsLeaveOutWhatIsRarerThanAWord() {
    Binomial binomial = new Binomial(224 * 224, 0.2);

    assertThat(binomial.successes(1 << 31)).isCloseTo(10_035, within(1));
    assertThat(binomial.successes(0)).isBetween(9_400, 9_500);
    assertThat(binomial.successes(-1)).isBetween(10_560, 10_660);
  }
}
