package io.github.dropblock.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.files.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsDifferenceTest {
  private static List<String> between(Object there, Object now) {
    return SettingsDifference.between(Json.tree(there), Json.tree(now)).stream()
        .map(SettingsDifference::toString)
        .toList();
  }

  @Test
  void equalTreesDoNotDiffer() {
    assertThat(between(Map.of("a", List.of(1, 2)), Map.of("a", List.of(1, 2)))).isEmpty();
  }

  @Test
  void aDifferenceNamesPathAndBothValues() {
    assertThat(
            between(
                Map.of("phases", Map.of("ALEXNET", List.of(Map.of("epochs", 2)))),
                Map.of("phases", Map.of("ALEXNET", List.of(Map.of("epochs", 3))))))
        .containsExactly("phases.ALEXNET[0].epochs: 2 there, 3 now");
  }

  @Test
  void whatOnlyOneSideHasIsNothingOnTheOther() {
    assertThat(between(Map.of("a", List.of(1)), Map.of("a", List.of(1, 2), "b", "x")))
        .containsExactlyInAnyOrder("a[1]: nothing there, 2 now", "b: nothing there, x now");
  }
}
