package io.github.dropblock.harness.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@link TinyCifar10}, whose batches hold 30 images each. */
class Cifar10SourceTest {
  @TempDir Path folder;

  @Test
  void catsAndDogsAreTheTask() throws IOException {
    try (ImageSource source =
        ImageSources.open(TinyCifar10.official(folder), folder.resolve("cache"))) {
      assertThat(source.classes()).containsExactly("cat", "dog");
      assertThat(source.entries()).hasSize(6 * 6);
      // The images' labels go round: the fourth of ten is a cat, the sixth a dog.
      assertThat(source.entries().subList(0, 3))
          .containsExactly(
              new ImageEntry("data_batch_1/00003", 0),
              new ImageEntry("data_batch_1/00005", 1),
              new ImageEntry("data_batch_1/00013", 0));
    }
  }

  @Test
  void theOtherEightClassesAreTheSourceTask() throws IOException {
    Optional<Path> data = Optional.of(TinyCifar10.official(folder));

    try (ImageSource source = ImageSources.sourceTask(Optional.empty(), data).orElseThrow()) {
      assertThat(source.classes())
          .containsExactly(
              "airplane", "automobile", "bird", "deer", "frog", "horse", "ship", "truck");
      assertThat(source.entries()).hasSize(6 * 24);
      assertThat(source.entries().get(3)).isEqualTo(new ImageEntry("data_batch_1/00004", 3));
    }
  }

  @Test
  void otherPhotosHoldNoSourceTaskUnlessCifar10IsGiven() throws IOException {
    Optional<Path> photos = Optional.of(folder.resolve("train.zip"));

    assertThat(ImageSources.sourceTask(Optional.empty(), photos)).isEmpty();
    assertThat(
            ImageSources.sourceTask(Optional.of(TinyCifar10.official(folder)), photos)
                .orElseThrow()
                .description())
        .startsWith("CIFAR-10");
  }

  @Test
  void everyFormHoldsTheSameImages() throws IOException {
    Path official = TinyCifar10.official(folder);
    SplitManifest expected = manifest(official);

    assertThat(manifest(TinyCifar10.unpacked(folder))).isEqualTo(expected);
    assertThat(manifest(TinyCifar10.unpacked(folder).getParent())).isEqualTo(expected);
    assertThat(manifest(TinyCifar10.npm(folder))).isEqualTo(expected);
  }

  @Test
  void pixelsAreThoseOfTheRecord() throws IOException {
    try (ImageSource source = ImageSources.open(TinyCifar10.npm(folder), folder.resolve("cache"))) {
      byte[] planes = source.decode(source.entries().get(1), 32).planes();

      assertThat(planes).isEqualTo(TinyCifar10.planes(0, 5));
    }
  }

  @Test
  void imagesThatAreNotThePublishedOnesAreSaidToBeOthers() throws IOException {
    try (ImageSource source =
        ImageSources.open(TinyCifar10.official(folder), folder.resolve("cache"))) {
      assertThat(source.description()).isEqualTo("CIFAR-10, not as published");
    }
  }

  /**
   * {@code tar --format=gnu|pax -czf} of a folder with the files of ten images of one colour each.
   */
  @ParameterizedTest
  @ValueSource(strings = {"gnu.tar.gz", "pax.tar.gz"})
  void readsWhatGnuTarWrites(String archive) throws Exception {
    Path file = Path.of(Cifar10SourceTest.class.getResource(archive).toURI());

    try (ImageSource source = ImageSources.open(file, folder.resolve("cache"))) {
      assertThat(source.entries())
          .containsExactly(
              new ImageEntry("data_batch_1/00003", 0), new ImageEntry("data_batch_1/00005", 1));
      assertThat(source.decode(source.entries().get(1), 32).planes()).containsOnly(50);
    }
  }

  @Test
  void somethingPackedThatIsNoTarIsRefused() throws IOException {
    Path archive = folder.resolve("text.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write("no tar".repeat(1000).getBytes(UTF_8));
    }

    assertRefused(archive, "it can't be unpacked (it is not a tar archive, or it is damaged)");
  }

  @Test
  void anArchiveOfSomethingElseIsRefused() throws IOException {
    Path archive = TinyCifar10.archive(folder.resolve("other.tar.gz"), "readme.txt", new byte[5]);

    assertRefused(
        archive,
        "it holds no data_batch_1.bin and the like (photos in a tar are to be unpacked first)");
  }

  @Test
  void aTruncatedArchiveIsRefused() throws IOException {
    Path archive = TinyCifar10.official(folder);
    byte[] whole = Files.readAllBytes(archive);
    ByteArrayOutputStream half = new ByteArrayOutputStream();
    half.write(whole, 0, whole.length / 2);
    Files.write(archive, half.toByteArray());

    assertThatThrownBy(() -> ImageSources.open(archive, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(archive + " is not CIFAR-10 as published: it can't be unpacked (")
        .hasMessageEndingWith("; fetch it again, or name another file");
  }

  @Test
  void aBatchOfAnotherSizeIsRefused() throws IOException {
    Path archive =
        TinyCifar10.archive(folder.resolve("odd.tar.gz"), "data_batch_1.bin", new byte[3000]);

    assertRefused(
        archive, "data_batch_1.bin has 3000 bytes, which is not a whole number of images of 3073");
  }

  @Test
  void aLabelBeyondTheTenClassesIsRefused() throws IOException {
    byte[] record = new byte[3073];
    record[0] = 10;
    Path archive = TinyCifar10.archive(folder.resolve("label.tgz"), "data_batch_1.bin", record);

    assertThatThrownBy(() -> ImageSources.open(archive, folder.resolve("cache")))
        .hasMessage(
            "image 0 of data_batch_1 has label 10, and CIFAR-10 has ten classes; fetch it again");
  }

  @Test
  void aFileThatIsNoArchiveIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.tar.gz"), "not packed at all");

    assertRefused(text, "it can't be unpacked (Not in GZIP format)");
  }

  private void assertRefused(Path archive, String why) {
    assertThatThrownBy(() -> ImageSources.open(archive, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s is not CIFAR-10 as published: %s; fetch it again, or name another file",
            archive, why);
  }

  private SplitManifest manifest(Path path) throws IOException {
    try (ImageSource source = ImageSources.open(path, folder.resolve("cache"))) {
      return SplitManifest.of(source, 34, ImageProgress.SILENT);
    }
  }
}
