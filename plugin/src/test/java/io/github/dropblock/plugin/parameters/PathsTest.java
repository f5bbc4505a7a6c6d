package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathsTest {
  @TempDir Path folder;

  @Test
  void aMissingPathIsNamedWithItsParameter() {
    Path missing = folder.resolve("no photos.zip");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paths.existing("data", missing))
        .withMessage(
            "no such file or folder: %s; check its spelling (-Ddropblock.data=%s)"
                .formatted(missing, missing));
  }

  @Test
  void aFolderToWriteInNeedNotBeThere() {
    Path later = folder.resolve("a").resolve("b");

    assertThat(Paths.writable("cache", later)).isEqualTo(later).doesNotExist();
  }

  @Test
  void aFolderBelowAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paths.writable("runDirectory", file.resolve("runs")))
        .withMessageContaining(file + " is not a folder; choose another")
        .withMessageContaining("-Ddropblock.runDirectory=");
  }

  @Test
  void theRootOfAFileSystemIsNoFileToWrite() {
    Path root = folder.toAbsolutePath().getRoot();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paths.writableFile("archive", root))
        .withMessage("%s is not a file; name one (-Ddropblock.archive)".formatted(root));
  }

  @Test
  void aFolderIsNoFileToReadOrWrite() {
    String refusal = folder + " is a folder; give a file (-Ddropblock.%s=" + folder + ")";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paths.writableFile("archive", folder))
        .withMessage(refusal, "archive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paths.file("split", folder))
        .withMessage(refusal, "split");
  }

  @Test
  void aHomeThatIsUnknownIsNotMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paths.writable("cache", folder.resolve("?/.cache/dropblock")))
        .withMessageContaining("lies in a home folder that this user does not have")
        .withMessageContaining("-Ddropblock.cache=");
  }
}
