package io.github.dropblock.harness.data;

/** Draws the animal of a picture onto what is there already. */
@FunctionalInterface
interface Drawing {
  void draw(Canvas canvas, Dice dice, Difficulty difficulty);
}
