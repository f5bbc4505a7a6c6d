package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users are told to do: each sentence, and whether they can do it. */
class FlagAdviceTest {
  /** An argument of a cell's JVM stands behind an equals sign: it is none of the plugin's. */
  private static final Pattern FLAG = Pattern.compile("(?<!=)-D(dropblock\\.\\w+)");

  private static final Pattern GOAL = Pattern.compile("\\bdropblock:([a-z-]+)");

  private static final ParameterTable PARAMETERS = ParameterTable.ofPlugin();

  @Test
  void everyRemedyHasTheseWords() throws IOException {
    String words;
    try (var in = FlagAdviceTest.class.getResourceAsStream("advice.txt")) {
      words = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(
            Arrays.stream(Remedy.values())
                .map(remedy -> remedy + ": " + FlagAdvice.WORDS.on(remedy) + "\n")
                .collect(Collectors.joining()))
        .isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource
  void everyFlagIsAParameterAndEveryGoalIsThere(Remedy remedy) {
    String words = FlagAdvice.WORDS.on(remedy);

    assertThat(all(FLAG, words)).isSubsetOf(properties());
    assertThat(all(GOAL, words)).isSubsetOf(ParameterTable.goals());
  }

  /** It stands in a line, behind a semicolon or a comma. */
  @ParameterizedTest
  @EnumSource
  void theWordsAreAClause(Remedy remedy) {
    assertThat(FlagAdvice.WORDS.on(remedy)).matches("[a-z-].*[^.,; ]").doesNotContain("\n");
  }

  private static List<String> all(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().map(found -> found.group(1)).toList();
  }

  private static Set<String> properties() {
    return PARAMETERS.rows().stream().map(ParameterTable.Row::property).collect(Collectors.toSet());
  }
}
