package io.github.dropblock.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  @ParameterizedTest
  @CsvSource({
    "a colour of the terminal, '\u001b[31m', '\\u001b[31m'",
    "the end of a line, 'a\nb', 'a\\u000ab'",
    "a return to its start, 'a\rb', 'a\\u000db'",
    "an escape of one byte, '\u009b2J', '\\u009b2J'",
    "a right-to-left override, 'gpj.\u202eexe', 'gpj.\\u202eexe'",
    "an isolate, '\u2066a', '\\u2066a'",
    "a mark of direction, '\u200fa', '\\u200fa'",
    "a line separator, 'a\u2028b', 'a\\u2028b'",
    "a lone surrogate, 'a\ud800', 'a\\ud800'"
  })
  void isEscaped(String what, String text, String printable) {
    assertThat(Printable.of(text)).as(what).isEqualTo(printable);
  }

  @Test
  void lettersOfAnyScriptStay() {
    String text = "Küche/кот 猫 حيوان <b>\"'&\t\\n 🐈";
    assertThat(Printable.of(text)).isEqualTo(text);
  }
}
