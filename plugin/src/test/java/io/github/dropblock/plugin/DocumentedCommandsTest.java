package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in documents, workflows and the Jenkinsfile are ones that the plugin understands. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern GOAL =
      Pattern.compile("(?<![\\w.])dropblock(?:-maven-plugin:[^:\\s]+)?:([a-z][a-z-]*)");

  /** After an equals sign it is a property of the forked JVM, not of the plugin. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?<![\\w./=-])(?:-D)?(dropblock\\.[a-z]\\w*)");

  private static final List<ParameterTable.Row> ROWS = ParameterTable.ofPlugin().rows();

  static Stream<Path> files() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> workflows = Files.list(ROOT.resolve(".github/workflows"))) {
      return Stream.of(
          Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve),
          docs.filter(file -> file.toString().matches(".*(\\.md|\\.yml|Jenkinsfile|Dockerfile)")),
          workflows)
          .flatMap(files -> files)
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyGoalIsThere(Path file) throws IOException {
    assertThat(goals()).containsAll(found(GOAL, Files.readString(file)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyParameterIsThere(Path file) throws IOException {
    assertThat(ROWS.stream().map(ParameterTable.Row::property))
        .containsAll(found(PARAMETER, Files.readString(file)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aCommandGivesItsGoalsTheirOwnParameters(Path file) throws IOException {
    for (String line : Files.readString(file).replace("\\\n", " ").split("\n")) {
      Set<String> goals = found(GOAL, line);
      if (line.contains("mvn ") && !goals.isEmpty()) {
        assertThat(ROWS.stream().filter(row -> anyOf(goals, row)).map(ParameterTable.Row::property))
            .as("%s: %s", file, line.strip())
            .containsAll(found(PARAMETER, line));
      }
    }
  }

  private static Set<String> goals() {
    return Stream.concat(
            Stream.of("help"), ROWS.stream().flatMap(row -> Arrays.stream(row.goals().split(", "))))
        .collect(Collectors.toSet());
  }

  private static boolean anyOf(Set<String> goals, ParameterTable.Row row) {
    return Arrays.stream(row.goals().split(", ")).anyMatch(goals::contains);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }
}
