package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void aNameThatTheLocaleLacksLettersForIsToldWithTheWayToThem() {
    assertThat(
            Problem.describe(
                new InvalidPathException(
                    "cats/???.jpg", "Malformed input or input contains unmappable characters")))
        .isEqualTo(
            "the name cats/???.jpg has letters that this system's locale lacks; set LC_ALL=C.UTF-8,"
                + " then run again, or use names of plain letters");
  }

  @Test
  void aRemedyIsToldInTheWordsOfTheParameters() {
    assertThat(
            Problem.describe(
                new RemediableException(
                    "/runs/quick is in use by another run",
                    Remedy.WAIT_FOR_ITS_END,
                    Remedy.CHOOSE_OTHER_RUN)))
        .isEqualTo(
            "/runs/quick is in use by another run; wait for its end, or choose another"
                + " -Ddropblock.run=NAME");
  }

  @Test
  void marksOfDirectionAreShown() {
    assertThat(Problem.describe(new IllegalArgumentException("a\u202eb\nc")))
        .isEqualTo("a\\u202eb" + System.lineSeparator() + "c");
  }
}
