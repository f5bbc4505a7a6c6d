package io.github.dropblock.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void aCellWithoutNumbersKeepsNoOtherFromBeingCompared(@TempDir Path runs) throws IOException {
    Path cpu = runs.resolve("cpu");
    Path gpu = runs.resolve("gpu");
    for (String cell : List.of("crashed", "cut-off", "trained")) {
      Files.createDirectories(cpu.resolve("cells").resolve(cell));
      numbers(1, 1, 1).write(cpu.resolve("cells").resolve(cell).resolve("numbers"));
    }
    for (String cell : List.of("cut-off", "trained")) {
      Files.createDirectories(gpu.resolve("cells").resolve(cell));
      numbers(1, 1, 1).write(gpu.resolve("cells").resolve(cell).resolve("numbers"));
    }
    Files.write(gpu.resolve("cells/cut-off/numbers"), new byte[] {0, 0, 0, 3});
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    boolean alike = NumbersComparison.printed(cpu, gpu, new PrintStream(out, true, UTF_8));

    assertThat(alike).isFalse();
    assertThat(out.toString(UTF_8))
        .contains("numbers are missing")
        .contains("crashed: DIFFERENT {}")
        .contains("cut-off: DIFFERENT {}")
        .contains("trained: alike {START=0.0");
  }
}
