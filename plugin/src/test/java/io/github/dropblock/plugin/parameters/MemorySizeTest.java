package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({
    "512m, 536870912",
    "1500M, 1572864000",
    "4g, 4294967296",
    "4 GB, 4294967296",
    "2GiB, 2147483648"
  })
  void readsWhatTheJvmsOptionsHave(String text, long bytes) {
    assertThat(MemorySize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "much", "-1g", "1.5g"})
  void refusesAnythingElseWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemorySize.parse(text))
        .withMessageContaining("give it like 1500m or 4g");
  }

  @Test
  void refusesWhatNoCellStartsIn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemorySize.parse("100m"))
        .withMessageContaining("512m or more");
  }

  @Test
  void isShownInGibibytes() {
    assertThat(MemorySize.parse("1536m")).hasToString("1.5 GiB");
  }
}
