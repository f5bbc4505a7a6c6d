package io.github.dropblock.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {
  @Test
  void theSamePathGivesTheSameSeed() {
    assertThat(Seed.derive(3, 1, 4)).isEqualTo(Seed.derive(3, 1, 4));
  }

  @Test
  void noTwoSmallSeedsAndPathsShareASeed() {
    Set<Long> derived = new HashSet<>();
    int count = 0;
    for (long seed = 0; seed < 40; seed++) {
      derived.add(Seed.derive(seed));
      count++;
      for (long first = 0; first < 40; first++) {
        derived.add(Seed.derive(seed, first));
        count++;
        for (long second = 0; second < 40; second++) {
          derived.add(Seed.derive(seed, first, second));
          count++;
        }
      }
    }

    assertThat(derived).hasSize(count);
  }
}
