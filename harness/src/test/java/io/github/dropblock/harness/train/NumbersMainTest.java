package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.run.NamedNumbers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same backend against itself: what {@code -Pgpu} compares is there, and would be seen. */
class NumbersMainTest {
  @TempDir Path folder;

  @Test
  void theForwardPassEveryGradientAndTenStepsAreWrittenDownAndAThousandthOffIsSeen()
      throws Exception {
    NamedNumbers once = numbers(Regularizer.DROPBLOCK, new NamedNumbers(Map.of()));
    NamedNumbers again = numbers(Regularizer.DROPBLOCK, once);
    NamedNumbers without = numbers(Regularizer.NONE, once);

    assertThat(once.arrays().get("forward")).hasSize(TestCell.BATCH);
    assertThat(names(once, "loss of step ")).hasSize(10);
    assertThat(names(once, "gradient/"))
        .contains("conv1_W")
        .containsExactlyInAnyOrderElementsOf(names(once, "start/"));
    assertThat(again.arrays().keySet()).isEqualTo(once.arrays().keySet());
    assertThat(again.arrays())
        .allSatisfy((name, numbers) -> assertThat(numbers).isEqualTo(once.arrays().get(name)));
    assertThat(distance(once, without, "forward")).as("DropBlock acts in training only").isZero();
    assertThat(distance(once, without, "gradient/conv1_W")).isGreaterThan(0.01);
    assertThat(distance(once, without, "weights after all steps")).isGreaterThan(0.001);

    NamedNumbers off = numbers(Regularizer.DROPBLOCK, aThousandthOff(once, "start/conv1_W"));

    assertThat(distance(once, off, "start/conv1_W")).isCloseTo(0.001, within(1e-6));
    assertThat(distance(once, off, "start/conv2_W")).isZero();
    assertThat(distance(once, off, "forward")).isGreaterThan(1e-6);
    assertThat(distance(once, off, "gradient/conv2_W")).isGreaterThan(1e-5);
    assertThat(distance(once, off, "weights after all steps")).isGreaterThan(1e-5);
  }

  private static NamedNumbers aThousandthOff(NamedNumbers numbers, String name) {
    Map<String, float[]> arrays = new HashMap<>(numbers.arrays());
    float[] off = arrays.get(name).clone();
    for (int i = 0; i < off.length; i++) {
      off[i] *= 1.001f;
    }
    arrays.put(name, off);
    return new NamedNumbers(arrays);
  }

  private static List<String> names(NamedNumbers numbers, String prefix) {
    return numbers.arrays().keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  private static double distance(NamedNumbers expected, NamedNumbers actual, String name) {
    return NamedNumbers.distance(expected.arrays().get(name), actual.arrays().get(name));
  }

  private NamedNumbers numbers(Regularizer regularizer, NamedNumbers start) throws Exception {
    TestCell cell = new TestCell(folder, folder.resolve(regularizer.id()));
    Json.write(
        cell.directory().settingsFile(),
        cell.settings(Network.ALEXNET, regularizer, 1, new Phase(Optimizer.ADADELTA, 1, 2)));
    return NumbersMain.numbers(cell.directory(), start);
  }
}
