package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;

/**
 * What makes an animal look like a cat or a dog. Lengths are in radii of its head. Every trait
 * overlaps between the classes, so that no single one tells them apart.
 *
 * @param headWidth half the head's width
 * @param whiskers whether they can be seen
 * @param tongue whether it hangs out
 * @param body how big the body is
 * @param legs length of the legs
 */
record Traits(
    Ears ears,
    double headWidth,
    Muzzle muzzle,
    Eyes eyes,
    boolean whiskers,
    boolean tongue,
    Tail tail,
    double body,
    double legs) {

  /** Its ears, each of them so wide and so long. */
  record Ears(Carriage carriage, double width, double length) {}

  /** How ears are carried. */
  enum Carriage {
    UPRIGHT,
    FOLDED,
    HANGING
  }

  /**
   * Its muzzle.
   *
   * @param length how far it stands out of the face
   * @param width half of it
   * @param nose half the nose's width
   */
  record Muzzle(double length, double width, double nose) {}

  /**
   * Its eyes.
   *
   * @param slit whether the pupils are slits
   */
  record Eyes(double radius, boolean slit, Colour iris) {}

  /**
   * Its tail.
   *
   * @param width half its thickness
   */
  record Tail(double length, double width) {}

  private static final Colour[] CAT_EYES = {
    new Colour(0.72, 0.75, 0.25), new Colour(0.45, 0.70, 0.35), new Colour(0.45, 0.65, 0.85)
  };
  private static final Colour[] DOG_EYES = {
    new Colour(0.30, 0.18, 0.08), new Colour(0.45, 0.28, 0.12), new Colour(0.20, 0.12, 0.08)
  };

  static Traits ofCat(SplitMix64 dice, Difficulty difficulty) {
    double odd = difficulty.oddTrait();
    Carriage ears = dice.chance(odd) ? Carriage.FOLDED : Carriage.UPRIGHT;
    return of(false, ears, dice, difficulty);
  }

  static Traits ofDog(SplitMix64 dice, Difficulty difficulty) {
    double odd = 2 * difficulty.oddTrait();
    Carriage ears =
        dice.chance(odd) ? Carriage.UPRIGHT : dice.chance(odd) ? Carriage.FOLDED : Carriage.HANGING;
    return of(true, ears, dice, difficulty);
  }

  private static Traits of(boolean dog, Carriage ears, SplitMix64 dice, Difficulty difficulty) {
    Measures measures = new Measures(dice, difficulty.overlap(), dog ? 1 : 0);
    double odd = difficulty.oddTrait();
    return new Traits(
        new Ears(
            ears,
            measures.between(0.56, 0.48),
            ears == Carriage.HANGING ? dice.between(0.7, 1.2) : measures.between(0.62, 0.78)),
        measures.between(1.06, 0.92),
        new Muzzle(
            measures.between(0.08, 0.42),
            measures.between(0.36, 0.44),
            measures.between(0.09, 0.20)),
        new Eyes(
            measures.between(0.22, 0.15),
            dice.chance(dog ? odd : 1 - 3 * odd),
            (dice.chance(odd) == dog ? CAT_EYES : DOG_EYES)[dice.below(3)]),
        dice.chance(dog ? odd : 1 - 3 * odd),
        dice.chance(dog ? 3 * odd : odd / 4),
        new Tail(measures.between(2.2, 1.4), measures.between(0.15, 0.22)),
        measures.between(0.95, 1.15),
        measures.between(0.9, 1.2));
  }

  /** Lengths that spread around a class's typical ones. */
  private record Measures(SplitMix64 dice, double overlap, double dogness) {
    /** A measure that is {@code cat} for a typical cat and {@code dog} for a typical dog. */
    double between(double cat, double dog) {
      double share = dice.normal(dogness, overlap);
      double mean = cat + share * (dog - cat);
      double least = Math.min(cat, dog) - 0.5 * Math.abs(dog - cat);
      return Math.max(Math.max(0.3 * cat, least), mean) * dice.between(0.93, 1.07);
    }
  }
}
