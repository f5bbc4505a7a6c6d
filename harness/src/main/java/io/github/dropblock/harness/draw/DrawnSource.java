package io.github.dropblock.harness.draw;

import io.github.dropblock.harness.experiment.SplitMix64;
import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.images.ImageEntry;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Drawn animals: data for a first look, where nobody has to fetch photos. The same bytes on every
 * machine. The classes take turns, so that there are equally many of each, give or take one.
 */
public final class DrawnSource implements ImageSource {
  /** Small, for only the drawing's identity is wanted. */
  private static final int HASHED_SIDE = 32;

  private final String name;
  private final List<String> classes;
  private final List<Animal> drawings;
  private final long seed;
  private final Difficulty difficulty;
  private final List<ImageEntry> entries;

  private DrawnSource(
      String name,
      List<String> classes,
      List<Animal> drawings,
      int images,
      long seed,
      Difficulty difficulty) {
    if (images < classes.size()) {
      throw new IllegalArgumentException(
          "images are %s; there must be one or more of each of %s classes"
              .formatted(images, classes.size()));
    }
    this.name = name;
    this.classes = classes;
    this.drawings = drawings;
    this.seed = seed;
    this.difficulty = difficulty;
    int digits = String.valueOf(images - 1).length();
    this.entries =
        IntStream.range(0, images)
            .mapToObj(
                i -> {
                  int label = i % classes.size();
                  String number = "0".repeat(digits - String.valueOf(i).length()) + i;
                  return new ImageEntry("drawn/" + number + "." + classes.get(label), label);
                })
            .toList();
  }

  /** Cats and dogs that a small network can tell apart, but not without effort. */
  public static DrawnSource catsAndDogs(int images) {
    return catsAndDogs(images, Difficulty.DEFAULT);
  }

  static DrawnSource catsAndDogs(int images, Difficulty difficulty) {
    return new DrawnSource(
        "drawn cats and dogs",
        List.of("cat", "dog"),
        List.of(
            (canvas, dice, how) -> new CatOrDog(canvas, dice, Traits.ofCat(dice, how), how).draw(),
            (canvas, dice, how) -> new CatOrDog(canvas, dice, Traits.ofDog(dice, how), how).draw()),
        images,
        0xCA7D06,
        difficulty);
  }

  /** Classes of {@link #creatures}. */
  public static List<String> creatureClasses() {
    return Arrays.stream(Creature.values()).map(Creature::id).toList();
  }

  /** Animals other than cats and dogs, to pretrain a network with. */
  public static DrawnSource creatures(int images) {
    return new DrawnSource(
        "drawn creatures",
        creatureClasses(),
        List.of(Creature.values()),
        images,
        0xC4EA7,
        Difficulty.DEFAULT);
  }

  @Override
  public String description() {
    return name;
  }

  @Override
  public boolean drawn() {
    return true;
  }

  @Override
  public boolean kaggle() {
    return false;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public List<ImageEntry> entries() {
    return entries;
  }

  @Override
  public String sha256(ImageEntry image) {
    return Sha256.of(decode(image, HASHED_SIDE).planes());
  }

  @Override
  public Pixels decode(ImageEntry image, int side) {
    Canvas canvas = new Canvas(side);
    SplitMix64 dice = new SplitMix64(seed, number(image));
    Scene scene = new Scene(canvas, dice, difficulty);
    scene.background();
    drawings.get(image.label()).draw(canvas, dice, difficulty);
    scene.foreground();
    scene.photograph();
    return canvas.pixels();
  }

  private static int number(ImageEntry image) {
    String id = image.id();
    return Integer.parseInt(id.substring(id.indexOf('/') + 1, id.indexOf('.')));
  }

  @Override
  public void close() {
    // Holds nothing open.
  }
}
