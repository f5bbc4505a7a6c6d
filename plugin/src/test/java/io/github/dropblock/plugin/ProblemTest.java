package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

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
  void marksOfDirectionAreShown() {
    assertThat(Problem.describe(new IllegalArgumentException("a\u202eb\nc")))
        .isEqualTo("a\\u202eb" + System.lineSeparator() + "c");
  }
}
