package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitChoiceTest {
  @TempDir Path folder;

  private final FakeSource source = new FakeSource(20, 20);

  @BeforeEach
  void stamp() {
    source.stamp = Optional.of("first");
  }

  @Test
  void aSplitIsRememberedAsLongAsTheSourceStaysAsItIs() throws IOException {
    SplitManifest first = choose(34);
    source.hashed.set(0);

    assertThat(choose(34)).isEqualTo(first);
    assertThat(source.hashed).hasValue(0);
  }

  @Test
  void aChangedSourceIsSplitAnew() throws IOException {
    choose(34);
    source.content.put("cat.3", "another picture");
    source.stamp = Optional.of("second");

    assertThat(choose(34)).isEqualTo(SplitManifest.of(source, 34, ImageProgress.SILENT));
  }

  @Test
  void anotherNumberOfImagesIsAnotherSplit() throws IOException {
    assertThat(choose(34).rows()).hasSize(34);
    assertThat(choose(17).rows()).hasSize(16);
  }

  @Test
  void aDamagedMemoryIsReplaced() throws IOException {
    SplitManifest first = choose(34);
    Path remembered = remembered().get(0);
    Files.writeString(remembered, "nothing of use");

    assertThat(choose(34)).isEqualTo(first);
    assertThat(SplitManifest.read(remembered)).isEqualTo(first);
  }

  @Test
  void aMemoryThatSomebodyChangedIsMadeAnew() throws IOException {
    SplitManifest first = choose(34);
    Path remembered = remembered().get(0);
    String text = Files.readString(remembered);
    Files.writeString(remembered, text.replaceFirst(",train,", ",test,"));
    assertThat(SplitManifest.read(remembered)).as("well-formed").isNotEqualTo(first);

    assertThat(choose(34)).isEqualTo(first);
    assertThat(remembered).hasContent(text);
  }

  @Test
  void aSourceThatCostsLittleIsNotRemembered() throws IOException {
    source.stamp = Optional.empty();
    choose(34);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aGivenSplitIsRepeatedWhateverTheNumberOfImages() throws IOException {
    SplitManifest given = SplitManifest.of(source, 16, ImageProgress.SILENT);

    assertThat(repeat(given).fingerprint()).isEqualTo(given.fingerprint());
  }

  /** It is a file of the user's, and not to be deleted for being another. */
  @Test
  void whatIsNoSplitIsNotRepeated() throws IOException {
    Files.createFile(given());

    assertThatThrownBy(
            () ->
                new SplitChoice(34, Optional.of(given()), folder).of(source, ImageProgress.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessage(given() + " is not a split manifest 1 of this version")
        .satisfies(Helped.by(Remedy.GIVE_OTHER_SPLIT, Remedy.LEAVE_SPLIT_OUT));
  }

  @Test
  void anImageThatTheSourceLacksIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.entries.removeIf(entry -> entry.id().equals("dog.7"));

    assertThatThrownBy(() -> repeat(given))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s (made from a fake source) does not fit: 1 of its 40 images are not in a fake source"
                + " (dog.7)",
            given())
        .satisfies(Helped.by(Remedy.POINT_AT_DATA_OF_SPLIT, Remedy.LEAVE_SPLIT_OUT));
  }

  @Test
  void anImageWithOtherContentIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.content.put("cat.3", "another picture");

    assertThatThrownBy(() -> repeat(given))
        .hasMessage(
            given()
                + " (made from a fake source) does not fit: 1 of its 40 images have another SHA-256"
                + " in a fake source: another download, or photos that somebody changed (cat.3)");
  }

  @Test
  void ofManyWrongImagesSomeAreNamedAndAllAreCounted() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.content.replaceAll((id, content) -> content + ", changed");

    assertThatThrownBy(() -> repeat(given))
        .hasMessageContaining("40 of its 40 images have another SHA-256")
        .hasMessageContaining(
            "(%s, %s, %s and 37 more)",
            given.rows().get(0).image(), given.rows().get(1).image(), given.rows().get(2).image());
  }

  @Test
  void theSamePhotosInAnotherFolderAreToldByTheirNames() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.entries.replaceAll(entry -> new ImageEntry("train/" + entry.id(), entry.label()));

    assertThatThrownBy(() -> repeat(given))
        .hasMessageContaining(
            "names images as %s, and a fake source has train/cat.0, so it may be the same photos in"
                + " another folder",
            given.rows().get(0).image());
  }

  @Test
  void anImageInAnotherClassIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.entries.replaceAll(
        entry -> entry.id().equals("cat.3") ? new ImageEntry("cat.3", 1) : entry);

    assertThatThrownBy(() -> repeat(given))
        .hasMessageContaining("1 of its 40 images are of another class in a fake source (cat.3)");
  }

  @Test
  void aSplitOfOtherClassesIsRefused() throws IOException {
    SplitManifest given =
        new SplitManifest(
            "horses.zip", "", List.of("foal", "horse"), List.of(), List.of(), List.of());

    assertThatThrownBy(() -> repeat(given))
        .hasMessageContaining("splits the classes foal, horse, and a fake source has cat, dog");
  }

  /** What was learnt by heart would be tested on. */
  @Test
  void anImageThatIsTrainedAndTestedOnIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    SplitManifest.SplitImage tested = given.rows().get(given.indices(Split.TEST).get(0));
    List<SplitManifest.SplitImage> rows = new ArrayList<>(given.rows());
    rows.add(
        new SplitManifest.SplitImage(tested.image(), tested.label(), Split.TRAIN, tested.sha256()));

    assertThatThrownBy(() -> repeat(of(given, rows)))
        .isInstanceOf(IOException.class)
        .hasMessage("%s (made from a fake source) has %s twice", given(), tested.image())
        .satisfies(Helped.by(Remedy.LEAVE_SPLIT_OUT));

    rows.set(
        rows.size() - 1,
        new SplitManifest.SplitImage("copy.jpg", tested.label(), Split.TRAIN, tested.sha256()));
    assertThatThrownBy(() -> repeat(of(given, rows)))
        .hasMessageEndingWith("has the same image twice, as %s and as copy.jpg", tested.image());
  }

  @Test
  void aPartWithoutImagesOfAClassIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);

    assertThatThrownBy(
            () ->
                repeat(
                    of(
                        given,
                        given.rows().stream().filter(row -> row.split() == Split.TRAIN).toList())))
        .hasMessageEndingWith("has no image of class cat for validation");
    assertThatThrownBy(
            () ->
                repeat(
                    of(
                        given,
                        given.rows().stream()
                            .filter(row -> row.split() != Split.TEST || row.label() == 0)
                            .toList())))
        .hasMessageEndingWith("has no image of class dog for testing");
  }

  private static SplitManifest of(SplitManifest like, List<SplitManifest.SplitImage> rows) {
    return new SplitManifest(
        like.source(), like.rule(), like.classes(), rows, like.rejected(), like.remarks());
  }

  private SplitManifest choose(int images) throws IOException {
    return new SplitChoice(images, Optional.empty(), folder).of(source, ImageProgress.SILENT);
  }

  private SplitManifest repeat(SplitManifest given) throws IOException {
    given.write(given());
    return new SplitChoice(34, Optional.of(given()), folder).of(source, ImageProgress.SILENT);
  }

  private Path given() {
    return folder.resolve("given.csv");
  }

  private List<Path> remembered() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
