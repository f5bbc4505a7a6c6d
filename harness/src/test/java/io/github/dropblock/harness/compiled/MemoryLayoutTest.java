package io.github.dropblock.harness.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryLayoutTest {
  @Test
  void arraysThatNeverMeetShareAPlace() {
    MemoryLayout layout =
        MemoryLayout.of(List.of(new Lifetime(640, 0, 1), new Lifetime(640, 2, 3)));

    assertThat(layout.offsets()).containsExactly(0L, 0L);
    assertThat(layout.bytes()).isEqualTo(640);
  }

  /** An array that is read by the step that writes another must not be that other's place. */
  @Test
  void arraysOfOneStepDoNot() {
    MemoryLayout layout =
        MemoryLayout.of(List.of(new Lifetime(640, 0, 2), new Lifetime(640, 2, 3)));

    assertThat(layout.bytes()).isEqualTo(1280);
  }

  @Test
  void nothingAliveIsOverwrittenAndLittleIsWasted() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      List<Lifetime> arrays = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        int first = random.nextInt(60);
        arrays.add(new Lifetime(random.nextInt(1, 5000), first, first + random.nextInt(20)));
      }
      MemoryLayout layout = MemoryLayout.of(arrays);

      for (int i = 0; i < arrays.size(); i++) {
        long begin = layout.offsets().get(i);
        long end = begin + arrays.get(i).bytes();
        assertThat(begin % 64).isZero();
        assertThat(end).isLessThanOrEqualTo(layout.bytes());
        for (int j = 0; j < i; j++) {
          long other = layout.offsets().get(j);
          if (arrays.get(i).meets(arrays.get(j))) {
            assertThat(begin >= other + arrays.get(j).bytes() || end <= other)
                .as("%s at %d and %s at %d", arrays.get(i), begin, arrays.get(j), other)
                .isTrue();
          }
        }
      }
      assertThat(layout.bytes()).isLessThan(mostAtATime(arrays) * 3 / 2);
    }
  }

  private static long mostAtATime(List<Lifetime> arrays) {
    long most = 0;
    for (int step = 0; step < 80; step++) {
      Lifetime now = new Lifetime(0, step, step);
      most = Math.max(most, arrays.stream().filter(now::meets).mapToLong(Lifetime::bytes).sum());
    }
    return most;
  }
}
