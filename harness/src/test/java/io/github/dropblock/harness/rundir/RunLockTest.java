package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir Path folder;

  @Test
  void aSecondRunInTheSameDirectoryIsRefused() throws IOException {
    Path run = folder.resolve("run");
    RunLock first = RunLock.take(run);
    assertThatThrownBy(() -> RunLock.take(run))
        .isInstanceOf(IOException.class)
        .hasMessage(run + " is in use by another run")
        .satisfies(Helped.by(Remedy.WAIT_FOR_ITS_END, Remedy.CHOOSE_OTHER_RUN));
    first.close();
  }

  @Test
  void aDirectoryIsFreeAgainAfterItsRun() throws IOException {
    RunLock.take(folder).close();
    RunLock again = RunLock.take(folder);
    assertThat(again).isNotNull();
    again.close();
  }

  @Test
  void aDirectoryThatWasMadeForNothingGoesWithItsLock() throws IOException {
    Path run = folder.resolve("run");

    RunLock.take(run).closeUnused();

    assertThat(run).doesNotExist();
    RunLock again = RunLock.take(run);
    assertThat(RunLock.tryTake(run)).isEmpty();
    again.close();
  }

  @Test
  void aDirectoryThatHoldsMoreStays() throws IOException {
    RunLock lock = RunLock.take(folder);
    Files.createFile(folder.resolve("run.json"));

    lock.closeUnused();

    assertThat(folder)
        .isDirectoryContaining("glob:**run.json")
        .isDirectoryContaining("glob:**run.lock");
    RunLock.take(folder).close();
  }

  @Test
  void aFileWhereTheDirectoryShouldBeIsRefusedInOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> RunLock.take(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " can't be written (FileAlreadyExistsException)")
        .satisfies(Helped.by(Remedy.CHANGE_PERMISSIONS, Remedy.CHOOSE_OTHER_RUN_DIRECTORY));
  }
}
