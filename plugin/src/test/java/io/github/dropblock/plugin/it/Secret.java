package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What no file may say. */
record Secret(String text) {

  /**
   * Reads all files there.
   *
   * @param place a folder, or a file
   */
  void assertNowhereIn(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean told = Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        assertThat(told).as("%s says the secret", file).isFalse();
      }
    }
  }
}
