package io.github.dropblock.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedNumbersTest {
  @Test
  void theDistanceIsTheDifferencesLengthOverTheExpectedOnes() {
    assertThat(NamedNumbers.distance(new float[] {3, 4}, new float[] {3, 4})).isZero();
    assertThat(NamedNumbers.distance(new float[] {3, 4}, new float[] {3, 4.5f}))
        .isCloseTo(0.1, within(1e-12));
    assertThat(NamedNumbers.distance(new float[] {0, 0}, new float[] {0, 0})).isZero();
  }

  @Test
  void whatIsNoNumberIsNeverNear() {
    float[] lost = {1, Float.NaN};

    assertThat(NamedNumbers.distance(new float[] {1, 2}, lost)).isNaN();
    assertThat(NamedNumbers.distance(lost, new float[] {1, 2})).isNaN();
    assertThat(NamedNumbers.distance(new float[] {0, 0}, new float[] {0, 1e-9f})).isInfinite();
  }

  @Test
  void otherNumbersOfNumbersAreNotCompared() {
    assertThatThrownBy(() -> NamedNumbers.distance(new float[2], new float[3]))
        .hasMessage("3 numbers are held against 2");
  }

  @Test
  void arraysAreReadBackAsTheyWereWritten(@TempDir Path folder) throws Exception {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("zweite Schicht/W", new float[] {1.5f, -0f, Float.MIN_VALUE, Float.NaN});
    arrays.put("nothing", new float[0]);

    new NamedNumbers(arrays).write(folder.resolve("numbers"));

    Map<String, float[]> read = NamedNumbers.read(folder.resolve("numbers")).arrays();
    assertThat(read.keySet()).containsExactly("zweite Schicht/W", "nothing");
    assertThat(read.get("zweite Schicht/W")).isEqualTo(arrays.get("zweite Schicht/W"));
    assertThat(read.get("nothing")).isEmpty();
  }
}
