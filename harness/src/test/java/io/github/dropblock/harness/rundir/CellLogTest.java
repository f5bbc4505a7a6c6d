package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellLogTest {
  @TempDir Path folder;
  private CellLog log;

  @BeforeEach
  void setUp() {
    log = new CellLog(folder.resolve("log.txt"));
  }

  private void print(String text) throws IOException {
    Files.writeString(log.file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void aLogThatIsMissingHasNoLines() throws IOException {
    assertThat(log.lastLines(20)).isEmpty();
  }

  @Test
  void onlyTheLastLinesAreRead() throws IOException {
    print("one\ntwo\nthree\n");
    assertThat(log.lastLines(2)).containsExactly("two", "three");
  }

  @Test
  void anEarlierAttemptsLinesAreNotTheLastOnes() throws IOException {
    log.begin(Instant.EPOCH, "java");
    print("old\n");
    log.begin(Instant.EPOCH, "java");
    print("new\n");
    assertThat(log.lastLines(20)).containsExactly("new");
  }

  @Test
  void aLargeLogIsReadFromItsEnd() throws IOException {
    print("x".repeat(1_000_000) + "\nlast\n");
    assertThat(log.lastLines(1)).containsExactly("last");
  }
}
