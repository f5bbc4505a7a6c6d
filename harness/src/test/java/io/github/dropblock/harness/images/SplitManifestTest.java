package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.images.SplitManifest.Rejected;
import io.github.dropblock.harness.images.SplitManifest.SplitImage;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitManifestTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"17000, 10000, 4000, 3000", "1700, 1000, 400, 300", "170, 100, 40, 30", "8, 4, 2, 2"})
  void splitsInThePapersRatio(int images, long train, long validation, long test)
      throws IOException {
    SplitManifest manifest =
        SplitManifest.of(new FakeSource(10_000, 10_000), images, ImageProgress.SILENT);

    assertThat(manifest.indices(Split.TRAIN)).hasSize((int) train);
    assertThat(manifest.indices(Split.VALIDATION)).hasSize((int) validation);
    assertThat(manifest.indices(Split.TEST)).hasSize((int) test);
  }

  @Test
  void everySplitHasAsManyOfEachClass() throws IOException {
    SplitManifest manifest = SplitManifest.of(new FakeSource(300, 200), 340, ImageProgress.SILENT);

    for (Split split : Split.values()) {
      List<Integer> labels =
          manifest.indices(split).stream().map(i -> manifest.rows().get(i).label()).toList();
      assertThat(Collections.frequency(labels, 0)).isEqualTo(Collections.frequency(labels, 1));
    }
  }

  @Test
  void theSmallerClassLimitsBoth() throws IOException {
    SplitManifest manifest = SplitManifest.of(new FakeSource(50, 20), 1000, ImageProgress.SILENT);

    assertThat(manifest.rows()).hasSize(40);
  }

  @Test
  void theListingOrderDoesNotMatter() throws IOException {
    FakeSource source = new FakeSource(60, 60);
    FakeSource shuffled = new FakeSource(60, 60);
    Collections.shuffle(shuffled.entries, new Random(1));

    assertThat(SplitManifest.of(shuffled, 68, ImageProgress.SILENT))
        .isEqualTo(SplitManifest.of(source, 68, ImageProgress.SILENT));
  }

  @Test
  void ordersImagesByTheHashOfTheirContent() throws IOException {
    SplitManifest manifest = SplitManifest.of(new FakeSource(40, 40), 68, ImageProgress.SILENT);

    for (Split split : Split.values()) {
      assertThat(manifest.indices(split))
          .extracting(i -> manifest.rows().get(i).sha256())
          .isSorted();
    }
  }

  @Test
  void identicalImagesAreUsedOnce() throws IOException {
    FakeSource source = new FakeSource(20, 20);
    source.content.put("cat.3", source.content.get("cat.11"));

    SplitManifest manifest = SplitManifest.of(source, 40, ImageProgress.SILENT);

    assertThat(manifest.rows()).extracting(SplitImage::sha256).doesNotHaveDuplicates().hasSize(38);
    assertThat(manifest.rejected())
        .containsExactly(new Rejected("cat.3", "the same file as cat.11"));
  }

  @Test
  void anImageInBothClassesIsUsedInNeither() throws IOException {
    FakeSource source = new FakeSource(20, 20);
    source.content.put("cat.3", source.content.get("dog.11"));

    SplitManifest manifest = SplitManifest.of(source, 40, ImageProgress.SILENT);

    assertThat(manifest.rows()).extracting(SplitImage::image).doesNotContain("cat.3", "dog.11");
    assertThat(manifest.rejected()).extracting(Rejected::image).containsExactly("cat.3", "dog.11");
  }

  @Test
  void unreadableImagesAreNamedAndReplaced() throws IOException {
    FakeSource source = new FakeSource(20, 20);
    String victim = SplitManifest.of(source, 34, ImageProgress.SILENT).rows().get(0).image();
    source.unreadable.add(victim);

    SplitManifest manifest = SplitManifest.of(source, 34, ImageProgress.SILENT);

    assertThat(manifest.rows()).hasSize(34).extracting(SplitImage::image).doesNotContain(victim);
    assertThat(manifest.rejected()).containsExactly(new Rejected(victim, "the file is empty"));
  }

  @Test
  void tooFewReadableImagesAreRefusedInALineThatCountsThem() {
    assertThatThrownBy(() -> SplitManifest.of(new FakeSource(50, 3), 34, ImageProgress.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a fake source has too few readable photos (17 of cat, 3 of dog), and each class needs 4 or"
                + " more")
        .satisfies(Helped.by(Remedy.POINT_AT_FULLER_DATA));
  }

  @Test
  void photosInBothClassesAreNotCalledUnreadable() {
    FakeSource source = new FakeSource(20, 20);
    for (int i = 0; i < 18; i++) {
      source.content.put("cat." + i, source.content.get("dog." + i));
    }

    assertThatThrownBy(() -> SplitManifest.of(source, 34, ImageProgress.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a fake source has too few photos that are in one class alone (2 of cat, 2 of dog), and each"
                + " class needs 4 or more; of 36 photos the same file is in several classes")
        .satisfies(Helped.by(Remedy.KEEP_IN_ONE_CLASS, Remedy.POINT_AT_FULLER_DATA));
  }

  @Test
  void asksForEnoughImagesForEverySplit() {
    assertThatThrownBy(() -> SplitManifest.of(new FakeSource(50, 50), 7, ImageProgress.SILENT))
        .hasMessage("images are 7; 2 classes need 8 or more");
  }

  @Test
  void progressEndsAtItsTotal() throws IOException {
    List<Long> left = new ArrayList<>();

    SplitManifest.of(new FakeSource(20, 20), 34, (done, total) -> left.add(total - done));

    assertThat(left).hasSize(74).isSortedAccordingTo(Collections.reverseOrder()).endsWith(0L);
  }

  @Test
  void whatCantBeReadIsNoDuplicate() throws IOException {
    FakeSource source = new FakeSource(20, 20);
    for (String id : List.of("cat.3", "dog.5")) {
      source.content.put(id, "");
      source.unreadable.add(id);
    }

    assertThat(SplitManifest.of(source, 34, ImageProgress.SILENT).rejected())
        .extracting(Rejected::image, Rejected::reason)
        .containsExactly(tuple("cat.3", "the file is empty"), tuple("dog.5", "the file is empty"));
  }

  @Test
  void isReadBackAsItWasWritten() throws IOException {
    SplitManifest manifest =
        new SplitManifest(
            "a \"source\", with ümlauts: #1",
            "some rule",
            List.of("cat", "dog"),
            List.of(
                new SplitImage("#odd, \"name\".jpg", 0, Split.TRAIN, "0a"),
                new SplitImage("plain.jpg", 1, Split.TEST, "0b")),
            List.of(new Rejected("bad.jpg", "it can't be decoded:\n\ttoo short")),
            List.of("12 passed over: folder panda 12"));
    Path file = folder.resolve("split.csv");
    manifest.write(file);

    assertThat(SplitManifest.read(file)).isEqualTo(manifest);
  }

  /** A mark of the byte order in front, and two characters at each end of a line. */
  @Test
  void isReadAsWindowsEditorsLeaveIt() throws IOException {
    SplitManifest manifest = SplitManifest.of(new FakeSource(20, 20), 34, ImageProgress.SILENT);
    Path file = folder.resolve("split.csv");
    manifest.write(file);
    String windows = "\ufeff" + Files.readString(file).replace("\n", "\r\n");
    Files.writeString(file, windows);

    assertThat(SplitManifest.read(file)).isEqualTo(manifest);
    assertThat(SplitManifest.read(file).fingerprint()).isEqualTo(manifest.fingerprint());
  }

  @Test
  void itsFingerprintIsThatOfItsFile() throws IOException {
    SplitManifest manifest = SplitManifest.of(new FakeSource(20, 20), 34, ImageProgress.SILENT);
    Path file = folder.resolve("split.csv");
    manifest.write(file);

    assertThat(manifest.fingerprint()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("split.csv"), "image,label\n");

    assertThatThrownBy(() -> SplitManifest.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is not a split manifest 1 of this version")
        .satisfies(Helped.by(Remedy.DELETE_AND_RUN_AGAIN));
  }
}
