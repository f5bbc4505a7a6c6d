package io.github.dropblock.plugin.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static final String CELLS = "Cells    9: AlexNet × None × seeds 1 … “quick”";

  @Test
  void staysAsItIsWhereTheLogCanShowIt() {
    assertThat(new PlainText(UTF_8).of(CELLS)).isEqualTo(CELLS);
  }

  @Test
  void isWrittenInPlainCharactersWhereItCannot() {
    assertThat(new PlainText(US_ASCII).of(CELLS))
        .isEqualTo("Cells    9: AlexNet x None x seeds 1 ... \"quick\"");
  }

  @Test
  void whatHasNoPlainFormIsLeftToTheLog() {
    assertThat(new PlainText(US_ASCII).of("häuser ×")).isEqualTo("häuser x");
  }
}
