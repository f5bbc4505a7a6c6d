package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
  @ParameterizedTest
  @MethodSource("scenarios")
  void aScenarioIsVerifiedByTheClassNamedAfterIt(Path scenario) throws IOException {
    String name =
        Arrays.stream(scenario.getFileName().toString().split("[- ]"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());

    assertThat(Files.readString(scenario.resolve("verify.groovy")).strip())
        .matches(
            "io\\.github\\.dropblock\\.plugin\\.it\\." + name + "\\.verify\\(basedir(, .+)?\\)");
    assertThat(Path.of("src/test/java/io/github/dropblock/plugin/it", name + ".java")).exists();
  }

  static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "src"), 3)) {
      return files
          .filter(file -> file.endsWith("verify.groovy"))
          .map(Path::getParent)
          .toList()
          .stream();
    }
  }
}
