package io.github.dropblock.harness.regularize;

import java.util.concurrent.CompletableFuture;

/**
 * Draws a step's blocks while the step before runs. On a GPU the host has that time; drawing the
 * blocks of large maps takes as long as a step of the network.
 */
final class DrawnAhead {
  private Drawing expected;
  private CompletableFuture<Blocks> drawn;

  /**
   * The blocks wanted now; those of another drawing are begun.
   *
   * @param next what will probably be wanted next
   */
  Blocks take(Drawing wanted, Drawing next) {
    Blocks blocks = wanted.equals(expected) ? drawn.join() : wanted.draw();
    expected = next;
    drawn = CompletableFuture.supplyAsync(next::draw);
    return blocks;
  }
}
