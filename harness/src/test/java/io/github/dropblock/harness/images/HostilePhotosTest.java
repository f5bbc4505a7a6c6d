package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of photos from strangers. */
class HostilePhotosTest {
  private static final int PHOTOS = 8;

  @TempDir Path folder;

  @Test
  void namesThatLeaveTheFolderAreOnlyNames() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    Map<String, byte[]> photos = new TreeMap<>();
    for (int i = 0; i < PHOTOS; i++) {
      photos.put("../../cats/" + i + ".png", png(i));
      photos.put("/tmp/../../dogs/" + i + ".png", png(100 + i));
    }
    SplitManifest manifest = split(zip(inner.resolve("slip.zip"), photos));
    assertThat(manifest.rows()).hasSize(2 * PHOTOS);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(inner.resolve("slip.zip"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\r\nb",
        "a\rb",
        "# rejected: x\ty",
        "a,b\"c\"\"",
        "<script>alert(1)</script>",
        "\u202egnp.exe",
        "\u001b[2J",
        "=1+1",
        " a ",
        "\u2028"
      })
  void aManifestIsReadBackWhateverThePhotosAreCalled(String name) throws IOException {
    Map<String, byte[]> photos = photos();
    photos.put("cats/" + name + ".png", png(50));
    photos.put("cats/" + name + "broken.png", "no photo".getBytes(StandardCharsets.UTF_8));
    SplitManifest manifest = split(zip(folder.resolve("photos.zip"), photos));
    Path file = folder.resolve("split.csv");
    manifest.write(file);

    SplitManifest read = SplitManifest.read(file);
    assertThat(read).isEqualTo(manifest);
    assertThat(read.fingerprint()).isEqualTo(manifest.fingerprint());
    assertThat(manifest.rejected())
        .allSatisfy(
            rejected ->
                assertThat(rejected.image() + rejected.reason()).doesNotMatch("(?s).*\\p{C}.*"));
  }

  @Test
  void aFileTooLargeForAPhotoIsLeftOutUnread() throws IOException {
    Map<String, byte[]> photos = photos();
    photos.put("dogs/bomb.png", new byte[PhotoFiles.MOST_BYTES + 1]);
    SplitManifest manifest = split(zip(folder.resolve("photos.zip"), photos));
    assertThat(manifest.rejected())
        .containsExactly(
            new SplitManifest.Rejected(
                "dogs/bomb.png", "it has more than 128 MiB, so it is not a photo"));
  }

  @Test
  void aZipInAZipThatGrowsWithoutEndIsRefused() throws IOException {
    Path inner = zip(folder.resolve("inner.zip"), Map.of("train/cat.0.jpg", new byte[64 << 20]));
    Path outer = zip(folder.resolve("outer.zip"), Map.of("train.zip", Files.readAllBytes(inner)));
    assertThat(Files.size(outer)).isLessThan(Files.size(inner) / 10);
    assertThatThrownBy(() -> ImageSources.open(outer, folder.resolve("cache")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "train.zip in the zip grows to more than 10 times the zip's size, as no photos do;"
                + " fetch it again");
  }

  /** As a server that is gone answers for every photo, or git without its large files. */
  @Test
  void whatIsNoPhotoIsNotTheSameAsAnother() throws IOException {
    Map<String, byte[]> photos = photos();
    byte[] page = "<html>404".getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(png(70), 60);
    for (String folder : List.of("cats/", "dogs/")) {
      photos.put(folder + "page.jpg", page);
      photos.put(folder + "cut.png", cut);
    }

    assertThat(split(zip(folder.resolve("photos.zip"), photos)).rejected())
        .extracting(SplitManifest.Rejected::reason)
        .hasSize(4)
        .noneMatch(reason -> reason.contains("the same file"));
  }

  @Test
  void aPhotoUnderAnothersNameIsTakenForWhatItIs() throws IOException {
    Map<String, byte[]> photos = photos();
    photos.put("cats/really-a-png.jpg", png(60));
    assertThat(split(zip(folder.resolve("photos.zip"), photos)).rejected()).isEmpty();
  }

  @Test
  void formatsThatPhotosDoNotComeInAreLeftOut() throws IOException {
    Map<String, byte[]> photos = photos();
    photos.put("cats/zeros.jpg", new byte[200]);
    photos.put("cats/scan.tif", image("tiff", 61));
    assertThat(split(zip(folder.resolve("photos.zip"), photos)).rejected())
        .extracting(SplitManifest.Rejected::reason)
        .containsOnly("the file is not an image of a known format");
  }

  @Test
  void damageInTheZipCostsThePhotoAlone() throws IOException {
    Path file = zip(folder.resolve("photos.zip"), photos());
    byte[] bytes = Files.readAllBytes(file);
    // In the first photo's compressed data.
    for (int i = 60; i < 70; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);
    assertThat(split(file).rejected()).hasSize(1);
  }

  private SplitManifest split(Path zip) throws IOException {
    try (ImageSource source = ImageSources.open(zip, folder.resolve("cache"))) {
      return new SplitChoice(100, Optional.empty(), folder.resolve("cache"))
          .of(source, ImageProgress.SILENT);
    } finally {
      delete(folder.resolve("cache"));
    }
  }

  private static void delete(Path cache) throws IOException {
    if (Files.exists(cache)) {
      try (Stream<Path> files = Files.list(cache)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(cache);
    }
  }

  @Test
  void aPhotoThatMemoryDoesNotSufficeForIsNamedAndNotLeftOut() throws Exception {
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8000, 8000, BufferedImage.TYPE_BYTE_GRAY), "png", large);
    Map<String, byte[]> photos = photos();
    photos.put("cats/0.png", large.toByteArray());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                SplitMain.class.getName(),
                zip(folder.resolve("photos.zip"), photos).toString())
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "cats/0.png takes more memory to decode than there is; remove it, or give Maven more,"
                + " as in MAVEN_OPTS=-Xmx4g");
  }

  /** Splits an archive, in a JVM of its own, and prints what went wrong. */
  static final class SplitMain {
    public static void main(String[] arguments) {
      try (ImageSource source =
          ImageSources.open(Path.of(arguments[0]), Path.of(arguments[0] + ".cache"))) {
        SplitManifest.of(source, 100, ImageProgress.SILENT);
      } catch (IOException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  private static Map<String, byte[]> photos() throws IOException {
    Map<String, byte[]> photos = new TreeMap<>();
    for (int i = 0; i < PHOTOS; i++) {
      photos.put("cats/" + i + ".png", png(i));
      photos.put("dogs/" + i + ".png", png(100 + i));
    }
    return photos;
  }

  private static byte[] png(int seed) throws IOException {
    return image("png", seed);
  }

  private static byte[] image(String format, int seed) throws IOException {
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 81; i++) {
      image.setRGB(i % 9, i / 9, (seed + 1) * (i + 7) * 65_537);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static Path zip(Path file, Map<String, byte[]> contents) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : List.copyOf(contents.keySet())) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(contents.get(name));
      }
    }
    return file;
  }
}
