package io.github.dropblock.harness.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFileTest {
  @TempDir Path folder;

  @Test
  void everyArgumentIsQuotedOnALineOfItsOwn() throws IOException {
    Path file = folder.resolve("java.args");
    ArgumentFile.write(file, List.of("-Xmx1g", "C:\\a b\\", "say \"hi\""));
    assertThat(Files.readString(file))
        .isEqualTo("\"-Xmx1g\"\n\"C:\\\\a b\\\\\"\n\"say \\\"hi\\\"\"\n");
  }

  @Test
  void lettersThatTheSystemLacksAreRefusedInOneLine() {
    Path file = folder.resolve("java.args");
    assertThatThrownBy(
            () -> ArgumentFile.write(file, List.of("-cp", "/ünï"), StandardCharsets.US_ASCII))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "'/ünï' has letters that this system's encoding US-ASCII lacks;"
                + " set LC_ALL=C.UTF-8, or use paths of plain letters");
    assertThat(file).doesNotExist();
  }
}
