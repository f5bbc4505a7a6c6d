package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSettingsTest {
  @TempDir Path temporary;

  private Map<String, String> parse(String text) throws IOException {
    return SparkSettings.parse(text, temporary::resolve).values();
  }

  @Test
  void settingsArePartedByCommas() throws IOException {
    assertThat(parse("spark.cores.max=16, spark.executor.memory=2g"))
        .containsOnly(entry("spark.cores.max", "16"), entry("spark.executor.memory", "2g"));
  }

  @Test
  void aValueMayHaveCommasAndEqualsSigns() throws IOException {
    assertThat(parse("spark.executor.extraJavaOptions=-Da=b,c,spark.cores.max=1"))
        .containsOnly(
            entry("spark.executor.extraJavaOptions", "-Da=b,c"), entry("spark.cores.max", "1"));
  }

  @Test
  void aFileIsWrittenAsSparksOwn() throws IOException {
    Files.writeString(
        temporary.resolve("spark.conf"),
        "# ours\nspark.authenticate true\nspark.authenticate.secret=hush\n");

    assertThat(parse("spark.conf"))
        .containsOnly(
            entry("spark.authenticate", "true"), entry("spark.authenticate.secret", "hush"));
  }

  @Test
  void nothingGivenIsNothingSet() throws IOException {
    assertThat(parse(null)).isEmpty();
  }

  @Test
  void complaintsNameTheParameterAndNoValue() {
    assertThatThrownBy(() -> parse("master=hush"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'master' is none of Spark's settings, which begin with 'spark.' (-Ddropblock.sparkConf)");
    assertThatThrownBy(() -> parse("spark.a=hush,spark.b"))
        .hasMessage("'spark.b' has no value; write key=value,… (-Ddropblock.sparkConf)");
    assertThatThrownBy(() -> parse("spark.a=hush,spark.b=1,spark.a=hush"))
        .hasMessage("spark.a is given twice; give it once (-Ddropblock.sparkConf)");
    assertThatThrownBy(() -> parse("spark.master=spark://hush"))
        .hasMessage(
            "give the master with -Ddropblock.spark instead of spark.master in -Ddropblock.sparkConf");
  }

  @Test
  void thisProjectsOwnSettingsAreCheckedBeforeAClusterIsAsked() {
    assertThatThrownBy(() -> parse("spark.dropblock.nodecache=hush"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no setting spark.dropblock.nodecache; use one of ")
        .hasMessageEndingWith("(-Ddropblock.sparkConf)")
        .hasMessageNotContaining("hush");
  }

  @Test
  void itsOwnTextHoldsNoSecrets() throws IOException {
    assertThat(SparkSettings.parse("spark.authenticate.secret=hush", temporary::resolve))
        .asString()
        .doesNotContain("hush");
  }
}
