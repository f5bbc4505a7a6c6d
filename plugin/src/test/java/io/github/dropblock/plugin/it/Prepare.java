package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.images.ImageEntry;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Photos are chosen, split and decoded once, and anybody who has them can repeat the choice. */
public final class Prepare {
  private static final int PHOTOS = 40;
  private static final int SIDE = 40;

  private Prepare() {}

  public static void prepare(File basedir) throws IOException {
    Path photos = basedir.toPath().resolve("photos");
    Path copy = basedir.toPath().resolve("copy").resolve("photos");
    write(photos);
    write(copy);
    writeCifar10(basedir.toPath().resolve("cifar-10-batches-bin"));
  }

  private static void write(Path photos) throws IOException {
    try (DrawnSource drawn = DrawnSource.catsAndDogs(PHOTOS)) {
      for (ImageEntry entry : drawn.entries()) {
        Path folder = Files.createDirectories(photos.resolve(drawn.classes().get(entry.label())));
        String name = entry.id().replace('/', '-') + ".png";
        ImageIO.write(
            PhotosZip.image(drawn.decode(entry, SIDE)), "png", folder.resolve(name).toFile());
      }
    }
    Path cats = photos.resolve("cat");
    Files.writeString(cats.resolve("empty.jpg"), "");
    Files.writeString(cats.resolve("text.jpg"), "no photo");
    Files.copy(cats.resolve("drawn-00.cat.png"), cats.resolve("drawn-00-again.cat.png"));
  }

  /** A batch of CIFAR-10 in the official form, of noise with labels that go round. */
  private static void writeCifar10(Path folder) throws IOException {
    byte[] batch = new byte[100 * 3073];
    new Random(1).nextBytes(batch);
    for (int image = 0; image < 100; image++) {
      batch[image * 3073] = (byte) (image % 10);
    }
    Files.write(Files.createDirectories(folder).resolve("data_batch_1.bin"), batch);
  }

  public static void verify(File basedir) throws IOException {
    List<List<String>> calls = calls(new Scenario(basedir).log());
    assertThat(calls).hasSize(5);

    assertThat(calls.get(0))
        .contains(
            "Source   photos",
            "Train    24 images: 12 cat, 12 dog",
            "Left out 3",
            "         cat/empty.jpg: the file is empty",
            "         cat/text.jpg: the file is not an image of a known format")
        .anyMatch(
            line -> line.startsWith("         cat/drawn-00") && line.contains("the same file"))
        .anyMatch(line -> line.startsWith("decoding photos: "));
    assertThat(calls.get(1)).as("the second call").contains("Left out 3");
    assertThat(String.join("\n", calls.get(1)))
        .as("the second call")
        .doesNotContain("decoding", "splitting");
    assertThat(calls.get(2))
        .as("another copy of the photos, held to the split")
        .anyMatch(
            line ->
                line.startsWith("Held     all 40 images to the SHA-256 in ")
                    && line.endsWith("split.csv: they are the same"));
    assertThat(fingerprint(basedir, "repeated"))
        .isEqualTo(fingerprint(basedir, "elsewhere"))
        .isEqualTo(fingerprint(basedir, "smoke"));
    assertThat(calls.get(4))
        .contains("Source   CIFAR-10, not as published", "Train    12 images: 6 cat, 6 dog");
  }

  private static String fingerprint(File basedir, String run) throws IOException {
    Path folder = basedir.toPath().resolve("target/dropblock").resolve(run);
    return SplitManifest.read(new RunDirectory(folder).splitFile()).fingerprint();
  }

  /** The plugin's own lines of each invocation of Maven. */
  private static List<List<String>> calls(String log) {
    return Arrays.stream(log.split("BUILD SUCCESS"))
        .map(part -> part.lines().map(Prepare::told).toList())
        .filter(lines -> lines.stream().anyMatch(line -> line.startsWith("Source ")))
        .toList();
  }

  private static String told(String line) {
    return line.startsWith("[INFO] ") ? line.substring("[INFO] ".length()) : line;
  }
}
