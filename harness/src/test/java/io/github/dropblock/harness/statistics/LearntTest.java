package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearntTest {
  @Test
  void anArmThatGuessesIsStuckAndOneThatDoesNotHasLearnt() {
    assertThat(Learnt.of(arm(150, 150, 150))).isEqualTo(Learnt.NONE);
    assertThat(Learnt.of(arm(280, 275, 270))).isEqualTo(Learnt.ALL);
  }

  @Test
  void seedsThatDisagreeAreNeither() {
    assertThat(Learnt.of(arm(280, 150, 275))).isEqualTo(Learnt.SOME);
  }

  @Test
  void aLittleAboveSixtyPerCentIsNotClearlyAboveIt() {
    assertThat(Learnt.clearly(0.63, 300)).isFalse();
    assertThat(Learnt.clearly(0.63, 3000)).isTrue();
  }

  private static Answers arm(int... right) {
    boolean[][] answers = new boolean[right.length][300];
    for (int seed = 0; seed < right.length; seed++) {
      Arrays.fill(answers[seed], 0, right[seed], true);
    }
    return new Answers(answers);
  }
}
