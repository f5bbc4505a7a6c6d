package io.github.dropblock.harness.cudnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlgorithmTest {
  private static final Algorithm FAST = new Algorithm(1, true, 1 << 20, true, 0);
  private static final Algorithm SLOW = new Algorithm(0, true, 0, true, 0);

  @Test
  void takesTheFirst() {
    assertThat(Algorithm.choose(List.of(FAST, SLOW), "a convolution")).isEqualTo(FAST);
  }

  @Test
  void leavesOutWhatDoesNotComputeTheSameBitsEachTime() {
    Algorithm random = new Algorithm(3, true, 0, false, 0);
    assertThat(Algorithm.choose(List.of(random, SLOW), "a convolution")).isEqualTo(SLOW);
  }

  @Test
  void leavesOutWhatWantsMoreThanTheMemoryOfOtherCells() {
    Algorithm greedy = new Algorithm(4, true, Algorithm.MOST_WORKSPACE + 1, true, 0);
    assertThat(Algorithm.choose(List.of(greedy, SLOW), "a convolution")).isEqualTo(SLOW);
  }

  @Test
  void leavesOutWhatIsNotSupported() {
    Algorithm other = new Algorithm(6, false, 0, true, 0);
    assertThat(Algorithm.choose(List.of(other, SLOW), "a convolution")).isEqualTo(SLOW);
  }

  @Test
  void takesTheLeastGreedyWhereAllWantMore() {
    Algorithm greedy = new Algorithm(4, true, Algorithm.MOST_WORKSPACE + 2, true, 0);
    Algorithm lessGreedy = new Algorithm(5, true, Algorithm.MOST_WORKSPACE + 1, true, 0);
    Algorithm random = new Algorithm(3, true, 0, false, 0);
    assertThat(Algorithm.choose(List.of(greedy, random, lessGreedy), "a convolution"))
        .isEqualTo(lessGreedy);
    assertThat(lessGreedy.greedy()).isTrue();
    assertThat(SLOW.greedy()).isFalse();
  }

  @Test
  void saysForWhatThereIsNone() {
    assertThatThrownBy(() -> Algorithm.choose(List.of(), "the convolution of x"))
        .isInstanceOf(CudnnException.class)
        .hasMessage(
            "cuDNN has no algorithm that computes the same bits each time for the convolution of x")
        .satisfies(Helped.by(Remedy.DO_WITHOUT_CUDNN));
  }
}
