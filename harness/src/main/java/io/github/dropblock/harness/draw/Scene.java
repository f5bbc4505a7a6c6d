package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;

/**
 * What a picture shows besides its animal: a background, things in front of the animal, light and
 * the camera's faults. The same distribution for every class.
 */
final class Scene {
  /** A pixel of a small picture; of a large one, what an unsteady hand smears. */
  private static final double BLUR_REACH = 1 / 100.0;

  private final Canvas canvas;
  private final SplitMix64 dice;
  private final Difficulty difficulty;

  Scene(Canvas canvas, SplitMix64 dice, Difficulty difficulty) {
    this.canvas = canvas;
    this.dice = dice;
    this.difficulty = difficulty;
  }

  /** Draws what lies behind the animal. */
  void background() {
    Colour from = muted();
    Colour to = muted();
    Colour grain = muted();
    double angle = dice.between(0, 2 * Math.PI);
    double slopeX = StrictMath.cos(angle);
    double slopeY = StrictMath.sin(angle);
    Noise noise = Noise.of(dice);
    double frequency = dice.between(2, 14);
    double strength = dice.between(0, 0.6);
    canvas.cover(
        (x, y, depth, rgb) ->
            from.mixed(to, 0.5 + 0.7 * ((x - 0.5) * slopeX + (y - 0.5) * slopeY))
                .mixed(grain, strength * noise.at(frequency * x, frequency * y))
                .into(rgb));
    if (dice.chance(0.5)) {
      floor();
    }
    int things = dice.below(difficulty.clutter() + 1);
    for (int i = 0; i < things; i++) {
      thing(dice.between(0.03, 0.22), dice.between(0.3, 1));
    }
  }

  private void floor() {
    double height = dice.between(0.5, 0.9);
    double tilt = dice.between(-0.1, 0.1);
    PlaneFigure ground = PlaneFigure.polygon(0, -1, height - tilt, 2, height + tilt, 2, 2, -1, 2);
    canvas.fill(Transform.PICTURE, ground, textured(muted()), dice.between(0.5, 1));
  }

  /** Draws what hides parts of the animal. */
  void foreground() {
    int things = dice.below(difficulty.occluders() + 1);
    for (int i = 0; i < things; i++) {
      thing(dice.between(0.08, difficulty.occluderSize()) / 2, 1);
    }
  }

  /** Something of {@code size}, its radius as a share of the picture's side. */
  private void thing(double size, double opacity) {
    Transform frame =
        Transform.PICTURE
            .at(dice.uniform(), dice.uniform())
            .turned(dice.between(0, 360))
            .scaled(size, size);
    double slim = dice.between(0.3, 1);
    PlaneFigure shape =
        switch (dice.below(5)) {
          case 0 -> PlaneFigure.ellipse(0, 0, 1, slim);
          case 1 -> PlaneFigure.polygon(0.05, -1, 0.6, 0, -1, slim, 0.6);
          case 2 -> PlaneFigure.polygon(0.05, -1, -slim, 1, -slim, 1, slim, -1, slim);
          case 3 -> PlaneFigure.curve(0.25 * slim, 0.15, -2, 0, 0, 2, 2, 0);
          default -> PlaneFigure.line(0.2 * slim, 0.2 * slim, -3, 0, 3, 0);
        };
    canvas.fill(frame, shape, textured(muted()), opacity);
  }

  private Paint textured(Colour colour) {
    Noise noise = Noise.of(dice);
    double frequency = dice.between(1, 8);
    double strength = dice.between(0, 0.5);
    return (x, y, depth, rgb) ->
        colour.darker(1 - strength * noise.at(frequency * x, frequency * y)).into(rgb);
  }

  /** Mostly the colours of rooms, fur and meadows, so that no colour gives the animal away. */
  private Colour muted() {
    Colour colour = Colour.any(dice);
    double grey = (colour.red() + colour.green() + colour.blue()) / 3;
    return colour.mixed(new Colour(grey * 1.08, grey, grey * 0.88), dice.between(0.2, 0.9));
  }

  /** Lights and photographs what has been drawn. */
  void photograph() {
    double brightness = dice.between(0.65, 1.2);
    double contrast = dice.between(0.6, 1.15);
    double[] tint = {dice.between(0.9, 1.1), dice.between(0.95, 1.05), dice.between(0.88, 1.1)};
    double slopeX = dice.between(-0.5, 0.5);
    double slopeY = dice.between(-0.5, 0.5);
    canvas.filter(
        (channel, x, y, value) -> {
          double light = brightness * tint[channel] * (1 + slopeX * (x - 0.5) + slopeY * (y - 0.5));
          return 0.45 + contrast * (value * light - 0.45);
        });
    canvas.blur(BLUR_REACH, dice.between(0, difficulty.blur()));
    double noise = dice.between(0.1, 1) * difficulty.noise();
    canvas.filter((channel, x, y, value) -> dice.normal(value, noise));
  }
}
