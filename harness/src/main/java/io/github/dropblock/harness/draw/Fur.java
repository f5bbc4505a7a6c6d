package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;

/**
 * An animal's coat: colours, pattern and hair. Its distribution is the same for all animals, so
 * that colour tells nothing about the class.
 */
final class Fur implements Paint {
  private enum Pattern {
    PLAIN,
    STRIPES,
    PATCHES,
    SPECKLES
  }

  private static final Colour[] COLOURS = {
    new Colour(0.80, 0.55, 0.28),
    new Colour(0.45, 0.30, 0.18),
    new Colour(0.25, 0.20, 0.17),
    new Colour(0.52, 0.52, 0.54),
    new Colour(0.33, 0.35, 0.40),
    new Colour(0.90, 0.87, 0.80),
    new Colour(0.85, 0.75, 0.58),
    new Colour(0.12, 0.12, 0.13),
  };

  private final Colour base;
  private final Colour second;
  private final Pattern pattern;
  private final double frequency;
  private final double turnX;
  private final double turnY;
  private final Noise noise;
  private final double shade;

  private Fur(
      Colour base,
      Colour second,
      Pattern pattern,
      double frequency,
      double turnX,
      double turnY,
      Noise noise,
      double shade) {
    this.base = base;
    this.second = second;
    this.pattern = pattern;
    this.frequency = frequency;
    this.turnX = turnX;
    this.turnY = turnY;
    this.noise = noise;
    this.shade = shade;
  }

  static Fur any(SplitMix64 dice) {
    Colour base = anyColour(dice);
    Colour second = dice.chance(0.5) ? anyColour(dice) : base.darker(dice.between(0.4, 0.75));
    Pattern pattern = Pattern.values()[dice.below(Pattern.values().length)];
    double angle = dice.between(0, Math.PI);
    return new Fur(
        base,
        second,
        pattern,
        dice.between(2, 5),
        StrictMath.cos(angle),
        StrictMath.sin(angle),
        Noise.of(dice),
        1);
  }

  private static Colour anyColour(SplitMix64 dice) {
    Colour colour = COLOURS[dice.below(COLOURS.length)];
    return colour.mixed(Colour.any(dice), 0.12).darker(dice.between(0.8, 1.1));
  }

  /** The same coat, lighter or darker, for another part of the body. */
  Fur shaded(double factor) {
    return new Fur(base, second, pattern, frequency, turnX, turnY, noise, shade * factor);
  }

  /** The coat's light parts: muzzle, chest and paws. */
  Paint light(double whiteness) {
    Colour colour = base.mixed(Colour.WHITE, whiteness);
    return (x, y, depth, rgb) -> {
      colour.into(rgb);
      tone(rgb, x, y, depth);
    };
  }

  @Override
  public void colour(double x, double y, double depth, double[] rgb) {
    base.mixed(second, secondShare(x, y)).into(rgb);
    tone(rgb, x, y, depth);
  }

  /** How much of the second colour there is at a point, 0 to 1. */
  private double secondShare(double x, double y) {
    double waviness = noise.at(1.3 * x, 1.3 * y);
    return switch (pattern) {
      case PLAIN -> 0.25 * waviness;
      case STRIPES -> {
        double phase = frequency * (x * turnX + y * turnY) + 1.5 * waviness;
        double wave = phase - Math.floor(phase);
        yield step(wave < 0.5 ? wave : 1 - wave, 0.3, 0.38);
      }
      case PATCHES -> step(noise.at(1.1 * x + 7, 1.1 * y), 0.5, 0.56);
      case SPECKLES -> step(noise.at(frequency * 1.5 * x, frequency * 1.5 * y), 0.62, 0.7);
    };
  }

  /** Hair, and a darker rim that makes a flat shape look round. */
  private void tone(double[] rgb, double x, double y, double depth) {
    double hair = 0.92 + 0.16 * noise.at(19 * x, 9 * y);
    double rim = 0.68 + 0.32 * step(depth, 0, 0.22);
    for (int channel = 0; channel < rgb.length; channel++) {
      rgb[channel] *= shade * hair * rim;
    }
  }

  private static double step(double value, double from, double to) {
    double t = Math.max(0, Math.min(1, (value - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }
}
