package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;

/** Draws the animal of a picture onto what is there already. */
@FunctionalInterface
interface Animal {
  void draw(Canvas canvas, SplitMix64 dice, Difficulty difficulty);
}
