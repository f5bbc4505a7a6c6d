package io.github.dropblock.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumbersComparisonTest {
  private static NamedNumbers numbers(float start, float gradient, float loss) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("start/conv1_W", new float[] {1, start});
    arrays.put("gradient/conv1_W", new float[] {1, gradient});
    arrays.put("loss of step 4", new float[] {loss});
    return new NamedNumbers(arrays);
  }

  @Test
  void whatRoundingExplainsIsAlike() {
    NumbersComparison found = NumbersComparison.of(numbers(1, 1, 1), numbers(1, 1.02f, 1.2f));

    assertThat(found.differences()).isEmpty();
    assertThat(found.farthest()).containsOnlyKeys("START", "GRADIENT", "LATER_LOSSES");
  }

  @Test
  void whatIsFartherIsNamed() {
    assertThat(NumbersComparison.of(numbers(1, 1, 1), numbers(1.0001f, 1.05f, 1)).differences())
        .containsExactly(
            "start/conv1_W is 7.072241E-5 apart, and 0.0 is tolerated",
            "gradient/conv1_W is 0.035355307 apart, and 0.03 is tolerated");
  }

  @Test
  void whatIsNoNumberIsNeverAlike() {
    NumbersComparison found = NumbersComparison.of(numbers(1, 1, 1), numbers(1, Float.NaN, 1));

    assertThat(found.differences())
        .singleElement()
        .asString()
        .startsWith("gradient/conv1_W is NaN");
  }

  @Test
  void whatOnlyOneOfThemHasIsNamed() {
    NamedNumbers less = new NamedNumbers(Map.of());

    assertThat(NumbersComparison.of(numbers(1, 1, 1), less).differences()).hasSize(3);
    assertThat(NumbersComparison.of(less, numbers(1, 1, 1)).differences())
        .contains("gradient/conv1_W is not among the CPU's");
  }
}
