package io.github.dropblock.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.Surroundings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PixelCacheTest {
  private static final int SIDE = 9;

  @TempDir Path folder;

  private final FakeSource source = new FakeSource(20, 20);
  private SplitManifest manifest;

  @BeforeEach
  void split() throws IOException {
    manifest = SplitManifest.of(source, 34, ImageProgress.SILENT);
  }

  @Test
  void holdsTheImagesInTheOrderOfTheManifest() throws IOException {
    try (PixelCache cache = build()) {
      assertThat(cache.side()).isEqualTo(SIDE);
      assertThat(cache.count()).isEqualTo(34);
      assertThat(cache.fingerprint()).isEqualTo(manifest.fingerprint());
      assertHoldsImages(cache);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsNameIsTheSameInEveryLanguage(Surroundings here) throws Exception {
    here.within(() -> build().file());
    assertThat(folder).isDirectoryContaining("glob:**-9px-v2.pixels");
  }

  @Test
  void leavesTheHalfWrittenFilesOfOtherPrograms() throws IOException {
    FileTime anHourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    String uuid = ".6a4c1b2e-0d5f-4e3a-9b8c-7d6e5f4a3b2c.part";
    Path download = folder.resolve("thesis.pdf.part");
    Path othersUuid = folder.resolve("thesis.pdf" + uuid);
    Path ours = folder.resolve("44565eced6ba274d-37px-v2.pixels" + uuid);
    for (Path part : List.of(download, othersUuid, ours)) {
      Files.setLastModifiedTime(Files.createFile(part), anHourAgo);
    }
    build().close();
    assertThat(download).exists();
    assertThat(othersUuid).exists();
    assertThat(ours).doesNotExist();
  }

  @Test
  void findsEveryImageAcrossSeveralMappings() throws IOException {
    Path file = build().file();

    try (PixelCache cache = PixelCache.open(file, 5 * 3 * SIDE * SIDE)) {
      assertHoldsImages(cache);
    }
  }

  @Test
  void isBuiltOnce() throws IOException {
    Path file = build().file();
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, longAgo);

    assertThat(build().file()).isEqualTo(file);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
  }

  @Test
  void aDamagedCacheIsBuiltAnew() throws IOException {
    cutShort(build().file());

    assertHoldsImages(build());
  }

  @Test
  void otherSidesLieInOtherFiles() throws IOException {
    assertThat(PixelCache.openOrBuild(folder, source, manifest, 4, ImageProgress.SILENT).file())
        .isNotEqualTo(build().file());
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    Path file = build().file();
    cutShort(file);

    assertThatThrownBy(() -> PixelCache.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " has 8389 bytes instead of 8390; delete it and run again");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.pixels"), "something else".repeat(20));

    assertThatThrownBy(() -> PixelCache.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " holds no decoded images of this version; delete it and run again");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("missing.pixels");

    assertThatThrownBy(() -> PixelCache.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is missing");
  }

  @Test
  void anImageThatCanNoLongerBeDecodedIsNamed() {
    source.unreadable.add(manifest.rows().get(3).image());

    assertThatThrownBy(this::build)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot decode %s of a fake source: the file is empty", manifest.rows().get(3).image());
    assertThat(folder).isEmptyDirectory();
  }

  private PixelCache build() throws IOException {
    return PixelCache.openOrBuild(folder, source, manifest, SIDE, ImageProgress.SILENT);
  }

  private void assertHoldsImages(PixelCache cache) throws IOException {
    byte[] planes = new byte[3 * SIDE * SIDE];
    for (int row = 0; row < cache.count(); row++) {
      cache.read(row, planes);
      ImageEntry image = new ImageEntry(manifest.rows().get(row).image(), 0);
      assertThat(planes).isEqualTo(source.decode(image, SIDE).planes());
    }
  }

  private static void cutShort(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }
  }
}
