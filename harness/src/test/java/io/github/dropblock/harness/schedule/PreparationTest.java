package io.github.dropblock.harness.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.Surroundings;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.ImageSources;
import io.github.dropblock.harness.images.SplitChoice;
import io.github.dropblock.harness.images.SplitManifest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  @TempDir Path folder;

  @Test
  void saysHowManyImagesOfEachClassEachPartHas() throws IOException {
    try (ImageSource source = DrawnSource.catsAndDogs(34)) {
      assertThat(prepare(source).lines())
          .startsWith(
              "Source   drawn cats and dogs",
              "Train    20 images: 10 cat, 10 dog",
              "Validate 8 images: 4 cat, 4 dog",
              "Test     6 images: 3 cat, 3 dog",
              "Left out 0");
    }
  }

  @Test
  void leavesTheManifestAndTheDecodedImages() throws IOException {
    try (ImageSource source = DrawnSource.catsAndDogs(34)) {
      Preparation preparation = prepare(source);

      assertThat(SplitManifest.read(folder.resolve("split.csv"))).isEqualTo(preparation.manifest());
      assertThat(preparation.pixels()).hasSize(128 + 34 * 3 * 37 * 37);
      assertThat(preparation.lines())
          .contains(
              "Split    %s; SHA-256 %s"
                  .formatted(folder.resolve("split.csv"), preparation.manifest().fingerprint()),
              "Pixels   %s: 37 × 37 of each image, 0 MB".formatted(preparation.pixels()));
    }
  }

  @Test
  void isTheSameInEveryLanguage() throws Exception {
    Set<String> said = new HashSet<>();
    Set<String> written = new HashSet<>();
    for (Surroundings there : Surroundings.values()) {
      try (ImageSource source = DrawnSource.catsAndDogs(34)) {
        said.add(there.within(() -> String.join("\n", prepare(source).lines())));
        written.add(Files.readString(folder.resolve("split.csv")));
      }
    }

    assertThat(said).hasSize(1);
    assertThat(written).hasSize(1);
    try (Stream<Path> cached = Files.list(folder.resolve("cache"))) {
      assertThat(cached.filter(file -> file.toString().endsWith(".pixels"))).hasSize(1);
    }
  }

  @Test
  void namesWhatWasLeftOutWithItsReason() throws IOException {
    Path photos = folder.resolve("photos");
    for (int i = 0; i < 8; i++) {
      photo(photos.resolve("cat").resolve(i + ".png"), i);
      photo(photos.resolve("dog").resolve(i + ".png"), 100 + i);
    }
    Files.writeString(photos.resolve("cat").resolve("8.png"), "");

    try (ImageSource source = ImageSources.open(photos, folder.resolve("cache"))) {
      List<String> lines = prepare(source).lines();
      assertThat(lines).contains("Left out 1", "         cat/8.png: the file is empty");
    }
  }

  private Preparation prepare(ImageSource source) throws IOException {
    SplitChoice choice = new SplitChoice(34, Optional.empty(), folder.resolve("cache"));
    return Preparation.of(source, choice, folder.resolve("split.csv"), 37, new Recorder());
  }

  private static void photo(Path file, int colour) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    image.setRGB(4, 4, colour);
    ImageIO.write(image, "png", file.toFile());
  }
}
