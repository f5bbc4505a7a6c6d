package io.github.dropblock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The harness names neither the plugin's parameters nor its goals: it says what is wrong and where,
 * and what to do by a {@link io.github.dropblock.harness.remedy.Remedy}, for which the plugin has
 * the words.
 */
class NoFlagsTest {
  /** A text, or a line of a text block. */
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

  private static final Pattern FLAG_OR_GOAL =
      Pattern.compile("-Ddropblock\\.|\\bdropblock:[a-z][a-z-]*");

  /** Marks in a file, by which a later run finds what it wrote there. */
  private static final Set<String> MARKS =
      Set.of(
          "SummaryFile: \"<!-- dropblock:verify -->\\n\"",
          "SummaryFile: \"<!-- end of dropblock:verify -->\\n\"");

  @Test
  void noTextOfTheHarnessNamesAParameterOrAGoal() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        breaches(Files.readString(file)).forEach(text -> found.add(name + ": " + text));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(MARKS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "say(\"run dropblock:doctor\");",
        "say(\"a\\\"b\" + \"; use -Ddropblock.step=dl4j\");",
        "say(flag, \"dropblock:prepare-gpu\");"
      })
  void whatDoesIsFound(String source) {
    assertThat(breaches(source)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** What {@code dropblock:doctor} shows. */",
        "say(\"-Dfile.encoding=UTF-8\");",
        "System.getProperty(\"dropblock.cudnn\");"
      })
  void whatDoesNotIsLetBe(String source) {
    assertThat(breaches(source)).isEmpty();
  }

  private static List<String> breaches(String source) {
    return TEXT.matcher(source)
        .results()
        .map(MatchResult::group)
        .filter(text -> FLAG_OR_GOAL.matcher(text).find())
        .toList();
  }
}
