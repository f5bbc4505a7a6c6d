package io.github.dropblock.harness.images;

import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Some classes of CIFAR-10 (Krizhevsky 2009): photos of 32 × 32 pixels, 6,000 of each class. Its
 * own division into training and test images is not kept, since the {@link Splitter} makes three
 * parts.
 */
final class Cifar10Source implements ImageSource {
  private static final int SIDE = 32;

  /** Labels 0 to 9, as {@code batches.meta.txt} lists them. */
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final List<String> CATS_AND_DOGS = List.of("cat", "dog");

  /** SHA-256 of the files in the official archive. */
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "data_batch_1",
          "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
          "data_batch_2",
          "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
          "data_batch_3",
          "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
          "data_batch_4",
          "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
          "data_batch_5",
          "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
          "test_batch",
          "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b");

  private final List<String> classes;
  private final List<ImageEntry> entries = new ArrayList<>();
  private final Map<String, byte[]> planes = new HashMap<>();
  private final Map<String, String> batches = new HashMap<>();

  private Cifar10Source(List<String> classes) {
    this.classes = classes;
  }

  /**
   * The task: cats and dogs.
   *
   * @throws IOException saying in a line what is wrong, where, and how to mend it
   */
  static Cifar10Source catsAndDogs(Cifar10Files files) throws IOException {
    return read(files, CATS_AND_DOGS);
  }

  /**
   * The source task: the other eight classes.
   *
   * @throws IOException saying in a line what is wrong, where, and how to mend it
   */
  static Cifar10Source otherClasses(Cifar10Files files) throws IOException {
    return read(files, CLASSES.stream().filter(name -> !CATS_AND_DOGS.contains(name)).toList());
  }

  private static Cifar10Source read(Cifar10Files files, List<String> classes) throws IOException {
    Cifar10Source source = new Cifar10Source(classes);
    files.batches(source::add);
    source.entries.sort(Comparator.comparing(ImageEntry::id));
    for (String name : classes) {
      int label = classes.indexOf(name);
      if (source.entries.stream().noneMatch(entry -> entry.label() == label)) {
        throw new RemediableException(
            "%s has no image of class %s".formatted(files.path(), name),
            Remedy.FETCH_AGAIN,
            Remedy.POINT_ELSEWHERE);
      }
    }
    return source;
  }

  private void add(String batch, byte[] records) throws IOException {
    batches.put(batch, Sha256.of(records));
    for (int i = 0; i < records.length / Cifar10Files.RECORD; i++) {
      int at = i * Cifar10Files.RECORD;
      if (records[at] < 0 || records[at] >= CLASSES.size()) {
        throw new IOException(
            "image %s of %s has label %s, and CIFAR-10 has ten classes; fetch it again"
                .formatted(i, batch, records[at] & 0xFF));
      }
      int label = classes.indexOf(CLASSES.get(records[at]));
      if (label >= 0) {
        String id = String.format(Locale.ROOT, "%s/%05d", batch, i);
        entries.add(new ImageEntry(id, label));
        planes.put(id, Arrays.copyOfRange(records, at + 1, at + Cifar10Files.RECORD));
      }
    }
  }

  /** The same for the same images, whichever archive they came in. */
  @Override
  public String description() {
    return "CIFAR-10" + (batches.equals(PUBLISHED) ? "" : ", not as published");
  }

  @Override
  public boolean drawn() {
    return false;
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
    return List.copyOf(entries);
  }

  @Override
  public String sha256(ImageEntry image) {
    return Sha256.of(planes(image));
  }

  @Override
  public Pixels decode(ImageEntry image, int side) throws IOException {
    byte[] stored = planes(image);
    int plane = SIDE * SIDE;
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int rgb =
          (stored[i] & 0xFF) << 16
              | (stored[plane + i] & 0xFF) << 8
              | (stored[2 * plane + i] & 0xFF);
      picture.setRGB(i % SIDE, i / SIDE, rgb);
    }
    return PhotoDecoder.scaled(picture, side);
  }

  private byte[] planes(ImageEntry image) {
    return Objects.requireNonNull(planes.get(image.id()), image::id);
  }

  @Override
  public void close() {
    // Holds nothing open.
  }
}
