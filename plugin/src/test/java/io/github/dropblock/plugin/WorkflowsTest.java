package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.dropblock.harness.experiment.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows are what GitHub can read; it tells mistakes only once they are pushed. */
class WorkflowsTest {
  private static final Path WORKFLOWS = Path.of("..", ".github", "workflows");
  private static final Pattern INPUT = Pattern.compile("\\binputs\\.(\\w+)");

  static Stream<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(WORKFLOWS)) {
      return files.filter(file -> file.toString().endsWith(".yml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyStepRunsACommandOrAnActionOfAFixedVersion(Path file) throws IOException {
    assertThat(steps(file))
        .isNotEmpty()
        .allSatisfy(
            step -> {
              assertThat(step.has("run")).as("%s", step).isNotEqualTo(step.has("uses"));
              assertThat(step.path("uses").asText("x@v1"))
                  .matches("[\\w./-]+@(v\\d+|[0-9a-f]{40})");
            });
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void noInputIsPastedIntoACommand(Path file) throws IOException {
    assertThat(steps(file))
        .extracting(step -> step.path("run").asText(""))
        .noneMatch(command -> command.contains("${{"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyInputThatIsUsedIsAskedFor(Path file) throws IOException {
    JsonNode asked = read(file).at("/on/workflow_dispatch/inputs");

    assertThat(INPUT.matcher(Files.readString(file)).results().map(match -> match.group(1)))
        .allSatisfy(input -> assertThat(asked.has(input)).as(input).isTrue());
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyJobMayReadOnlyAndEnds(Path file) throws IOException {
    assertThat(read(file).at("/permissions/contents").asText()).isEqualTo("read");
    assertThat(read(file).get("jobs"))
        .allSatisfy(job -> assertThat(job.path("timeout-minutes").asInt()).isPositive());
  }

  @Test
  void theProfilesOfferedAreThoseThereAre() throws IOException {
    List<String> profiles = Arrays.stream(Profile.values()).map(Profile::id).toList();

    assertThat(
            texts(
                read(WORKFLOWS.resolve("regression.yml"))
                    .at("/on/workflow_dispatch/inputs/profile/options")))
        .containsExactlyInAnyOrderElementsOf(profiles);
    assertThat(Path.of("..", "docs", "ci", "Jenkinsfile"))
        .content()
        .containsPattern(
            "choices: \\['quick'(, '(%s)'){%d}\\]"
                .formatted(String.join("|", profiles), profiles.size() - 1));
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }

  private static List<JsonNode> steps(Path file) throws IOException {
    return StreamSupport.stream(read(file).get("jobs").spliterator(), false)
        .flatMap(job -> StreamSupport.stream(job.get("steps").spliterator(), false))
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
