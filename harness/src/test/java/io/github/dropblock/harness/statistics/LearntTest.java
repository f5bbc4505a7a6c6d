package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearntTest {
  @Test
  void anArmThatGuessesIsStuckAndOneThatDoesNotHasLearnt() {
    assertThat(Learnt.of(arm(300, 150, 150, 150))).isEqualTo(Learnt.NONE);
    assertThat(Learnt.of(arm(300, 280, 275, 270))).isEqualTo(Learnt.ALL);
  }

  @Test
  void seedsThatDisagreeAreNeither() {
    assertThat(Learnt.of(arm(300, 280, 150, 275))).isEqualTo(Learnt.SOME);
  }

  @Test
  void aLittleAboveSixtyPerCentIsNotClearlyAboveIt() {
    assertThat(Learnt.of(arm(300, 189))).isEqualTo(Learnt.NONE);
    assertThat(Learnt.of(arm(3000, 1890))).isEqualTo(Learnt.ALL);
  }

  @Test
  void oneTrainingClearlyAboveAHalfIsMoreThanGuessing() {
    assertThat(Learnt.guesses(arm(300, 150, 160, 165))).isTrue();
    assertThat(Learnt.guesses(arm(300, 150, 160, 180))).isFalse();
  }

  private static Answers arm(int images, int... right) {
    boolean[][] answers = new boolean[right.length][images];
    for (int seed = 0; seed < right.length; seed++) {
      Arrays.fill(answers[seed], 0, right[seed], true);
    }
    return new Answers(answers);
  }
}
