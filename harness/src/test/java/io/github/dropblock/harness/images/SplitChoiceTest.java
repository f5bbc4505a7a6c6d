package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void anImageThatTheSourceLacksIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.entries.removeIf(entry -> entry.id().equals("dog.7"));

    assertThatThrownBy(() -> repeat(given))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s names dog.7, which a fake source lacks; point -Ddropblock.data at what it was made"
                + " from (a fake source), or leave -Ddropblock.split out",
            given());
  }

  @Test
  void anImageWithOtherContentIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.content.put("cat.3", "another picture");

    assertThatThrownBy(() -> repeat(given))
        .hasMessageStartingWith(
            given() + " was made from another cat.3 than a fake source holds; point");
  }

  @Test
  void ofManyWrongImagesTheFirstIsNamedAndTheOthersAreCounted() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.content.replaceAll((id, content) -> content + ", changed");

    assertThatThrownBy(() -> repeat(given))
        .hasMessageContaining(given.rows().get(0).image() + " and 39 more than");
  }

  @Test
  void anImageInAnotherClassIsNamed() throws IOException {
    SplitManifest given = SplitManifest.of(source, 40, ImageProgress.SILENT);
    source.entries.replaceAll(
        entry -> entry.id().equals("cat.3") ? new ImageEntry("cat.3", 1) : entry);

    assertThatThrownBy(() -> repeat(given))
        .hasMessageContaining("has cat.3 in another class than a fake source has");
  }

  @Test
  void aSplitOfOtherClassesIsRefused() throws IOException {
    SplitManifest given =
        new SplitManifest(
            "horses.zip", "", List.of("foal", "horse"), List.of(), List.of(), List.of());

    assertThatThrownBy(() -> repeat(given))
        .hasMessageContaining("splits the classes foal, horse, and a fake source has cat, dog");
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
