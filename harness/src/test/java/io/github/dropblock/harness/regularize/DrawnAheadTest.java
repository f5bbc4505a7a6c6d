package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrawnAheadTest {
  private static final Drawing FIRST = new Drawing(60, 14, 14, 7, 0.0125, 1);

  @Test
  void blocksDrawnAheadAreThoseDrawnWhenWanted() {
    DrawnAhead ahead = new DrawnAhead();
    Drawing second = FIRST.withSeed(2);

    assertThat(ahead.take(FIRST, second).corners()).isEqualTo(FIRST.draw().corners());
    assertThat(ahead.take(second, FIRST.withSeed(3)).corners())
        .isEqualTo(second.draw().corners())
        .isNotEqualTo(FIRST.draw().corners());
  }

  @Test
  void whatWasDrawnForAnotherStepOrOtherMapsIsPutAside() {
    DrawnAhead ahead = new DrawnAhead();
    // The last batch of an epoch may be smaller, and γ changes with the epoch.
    Drawing smaller = new Drawing(12, 14, 14, 7, 0.02, 2);
    ahead.take(FIRST, FIRST.withSeed(2));

    assertThat(ahead.take(smaller, FIRST).corners()).isEqualTo(smaller.draw().corners());
  }
}
