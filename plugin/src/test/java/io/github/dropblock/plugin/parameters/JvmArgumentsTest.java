package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JvmArgumentsTest {
  @Test
  void areSplitAtSpaces() {
    assertThat(JvmArguments.split("-Xss2m  -Xlog:gc*,safepoint "))
        .containsExactly("-Xss2m", "-Xlog:gc*,safepoint");
  }

  @Test
  void keepSpacesBetweenDoubleQuotes() {
    assertThat(JvmArguments.split("-Dfolder=\"my photos\" \"-Da=b c\""))
        .containsExactly("-Dfolder=my photos", "-Da=b c");
  }

  @Test
  void areNoneWhereNoneAreGiven() {
    assertThat(JvmArguments.split(null)).isEmpty();
  }

  @Test
  void refuseAnOpenQuote() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JvmArguments.split("-Da=\"b"))
        .withMessageContaining("not closed");
  }
}
