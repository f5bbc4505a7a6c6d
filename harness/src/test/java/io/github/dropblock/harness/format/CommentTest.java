package io.github.dropblock.harness.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentTest {
  @Test
  void whatFitsStaysAsItIs() {
    String full = "x".repeat(65_535) + "\n";

    assertThat(Comment.fitting(full)).isEqualTo(full);
  }

  @Test
  void whatDoesNotFitIsCutAfterAWholeLine() {
    String cut = Comment.fitting("| a line |\n".repeat(10_000));

    assertThat(cut).hasSizeBetween(65_400, 65_536).endsWith("The page has it all.\n");
    assertThat(cut.lines().limit(100)).containsOnly("| a line |");
    assertThat(cut).contains("| a line |\n\nCut off here");
  }

  @Test
  void oneEndlessLineIsCutToo() {
    assertThat(Comment.fitting("x".repeat(70_000))).hasSize(65_536);
  }
}
