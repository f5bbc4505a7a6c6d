package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
  /** Random123 1.14.0, tests/kat_vectors, philox4x32 of 10 rounds. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000,"
        + " 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff,"
        + " 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0,"
        + " d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void givesTheKnownAnswersOfItsAuthors(String counter, String key, String answer) {
    int[] c = words(counter);
    int[] k = words(key);
    int[] drawn = new int[Philox.WORDS];

    new Philox(Integer.toUnsignedLong(k[1]) << 32 | Integer.toUnsignedLong(k[0]))
        .draw(c[0], c[1], c[2], c[3], drawn);

    assertThat(drawn).containsExactly(words(answer));
  }

  private static int[] words(String text) {
    return IntStream.range(0, text.split(" ").length)
        .map(i -> Integer.parseUnsignedInt(text.split(" ")[i], 16))
        .toArray();
  }

  @Test
  void aWordFallsBelowABoundByItsUpperHalf() {
    assertThat(Philox.below(6, 0)).isZero();
    assertThat(Philox.below(6, -1)).isEqualTo(5);
    // 2³² / 6 = 715827882.67: the last word of 0, the first one of 1.
    assertThat(Philox.below(6, 715_827_882)).isZero();
    assertThat(Philox.below(6, 715_827_883)).isEqualTo(1);
    assertThat(Philox.below(1, -1)).isZero();
  }
}
