package io.github.dropblock.harness.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("file.txt");
  }

  @Test
  void theOldContentStandsUntilTheNewIsWhole() throws IOException {
    AtomicFile.write(file(), "old");
    AtomicFile.write(
        file(),
        out -> {
          out.write('n');
          assertThat(file()).hasContent("old");
          out.write("ew".getBytes());
        });
    assertThat(file()).hasContent("new");
  }

  @Test
  void aFailureLeavesTheOldContentAndNothingElse() throws IOException {
    AtomicFile.write(file(), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file(),
                    out -> {
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage(file() + " could not be written (No space left on device)")
        .satisfies(Helped.by(Remedy.FREE_DISK_SPACE, Remedy.CHANGE_PERMISSIONS_OF_FOLDER));
    assertThat(folder).isDirectoryContaining(file()::equals);
    assertThat(files()).containsExactly(file());
    assertThat(file()).hasContent("old");
  }

  @Test
  void twoWritersOfAFileDoNotMeet() throws IOException {
    AtomicReference<Path> first = new AtomicReference<>();
    AtomicFile.writeInPlace(
        file(),
        part -> {
          first.set(part);
          Files.writeString(part, "first");
          AtomicFile.write(file(), "second");
        });
    assertThat(first.get()).doesNotExist();
    assertThat(file()).hasContent("first");
  }

  @Test
  void whatKilledWritersLeftIsRemovedFromAFolderOfOnesOwn() throws IOException {
    Path part = killedWritersPart();
    Path other = Files.createFile(folder.resolve("other.txt"));
    AtomicFile.removeParts(folder);
    assertThat(part).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void inASharedFolderOnlyWhatNobodyTouchedForLongIsRemoved() throws IOException {
    Path fresh = killedWritersPart();
    Path abandoned = aged(killedWritersPart());
    AtomicFile.removeAbandonedParts(folder, Pattern.compile("file.*"));
    assertThat(fresh).exists();
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void inASharedFolderOnlyFilesOfTheGivenNamesAreRemoved() throws IOException {
    Path others = aged(killedWritersPart());
    AtomicFile.removeAbandonedParts(folder, Pattern.compile("another.*"));
    assertThat(others).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thesis.pdf.part",
        ".part",
        "film.mp4.1.part",
        "0b5c4d3e-1111-2222-3333-444455556666.part"
      })
  void whatOtherProgramsHaveHalfWrittenStays(String name) throws IOException {
    Path others = aged(Files.createFile(folder.resolve(name)));
    AtomicFile.removeParts(folder);
    AtomicFile.removeAbandonedParts(folder, Pattern.compile(".*"));
    assertThat(others).exists();
  }

  /** As a writer leaves it that is killed in the middle. */
  private Path killedWritersPart() throws IOException {
    AtomicReference<Path> part = new AtomicReference<>();
    AtomicFile.writeInPlace(
        file(),
        path -> {
          part.set(path);
          Files.writeString(path, "new");
        });
    return Files.createFile(part.get());
  }

  private static Path aged(Path part) throws IOException {
    FileTime elevenMinutesAgo = FileTime.from(Instant.now().minus(Duration.ofMinutes(11)));
    return Files.setLastModifiedTime(part, elevenMinutesAgo);
  }

  @Test
  void aFolderThatIsNotThereHasNothingToRemove() throws IOException {
    AtomicFile.removeParts(folder.resolve("missing"));
    assertThat(files()).isEmpty();
  }

  private Path[] files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toArray(Path[]::new);
    }
  }
}
