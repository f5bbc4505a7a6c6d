package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrawnAheadTest {
  private static final Drawing FIRST =
      new Drawing(6, 10, 14, 14, 7, new Binomial(64, 0.0125), 1, 1);

  @Test
  void blocksDrawnAheadAreThoseDrawnWhenWanted() {
    DrawnAhead ahead = new DrawnAhead();
    Drawing second = FIRST.at(2);

    assertThat(ahead.take(FIRST, second).corners()).isEqualTo(FIRST.draw().corners());
    assertThat(ahead.take(second, FIRST.at(3)).corners())
        .isEqualTo(second.draw().corners())
        .isNotEqualTo(FIRST.draw().corners());
  }

  @Test
  void whatWasDrawnForAnotherStepOrOtherMapsIsPutAside() {
    DrawnAhead ahead = new DrawnAhead();
    // The last batch of an epoch may be smaller, and γ changes with the epoch.
    Drawing smaller = new Drawing(2, 6, 14, 14, 7, new Binomial(64, 0.02), 1, 2);
    ahead.take(FIRST, FIRST.at(2));

    assertThat(ahead.take(smaller, FIRST).corners()).isEqualTo(smaller.draw().corners());
  }
}
