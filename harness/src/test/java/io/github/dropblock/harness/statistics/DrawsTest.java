package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawsTest {
  /** Vigna's splitmix64.c from 1234567, as published on Rosetta Code. */
  @Test
  void theNumbersAreThoseOfThePublishedGenerator() {
    Draws draws = new Draws(1234567);
    long[] found = new long[5];
    Arrays.setAll(found, each -> draws.nextLong());

    assertThat(found)
        .containsExactly(
            Long.parseUnsignedLong("6457827717110365317"),
            Long.parseUnsignedLong("3203168211198807973"),
            Long.parseUnsignedLong("9817491932198370423"),
            Long.parseUnsignedLong("4593380528125082431"),
            Long.parseUnsignedLong("16408922859458223821"));
  }

  @Test
  void normalNumbersAreNormal() {
    double[] values = new Draws(1).normal(100_000);

    assertThat(Contrast.mean(values)).isBetween(-0.01, 0.01);
    assertThat(Scatter.of(values).orElseThrow()).isBetween(0.99, 1.01);
    assertThat(Arrays.stream(values).filter(each -> each > 1.959964).count())
        .isBetween(2350L, 2650L);
  }
}
