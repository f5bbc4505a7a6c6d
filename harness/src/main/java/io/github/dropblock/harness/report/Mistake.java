package io.github.dropblock.harness.report;

import io.github.dropblock.harness.chart.Pictures;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.rundir.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A test image that a network was surest of, and wrong.
 *
 * @param picture as a {@code data:} URI; absent if the decoded images are gone
 * @param label its class
 * @param taken the class that it was taken for
 * @param probability of that class, %
 */
record Mistake(
    String image, @Nullable String picture, String label, String taken, String probability) {
  private static final int SHOWN = 4;

  /** The worst ones first. */
  static List<Mistake> worst(
      List<Prediction> predictions, List<String> classes, Optional<Pictures> pictures) {
    return classes.size() != 2
        ? List.of()
        : predictions.stream()
            .filter(each -> !each.correct())
            .sorted(
                Comparator.comparingDouble(Mistake::sureness)
                    .reversed()
                    .thenComparing(Prediction::image))
            .limit(SHOWN)
            .map(each -> of(each, classes, pictures))
            .toList();
  }

  private static Mistake of(Prediction wrong, List<String> classes, Optional<Pictures> pictures) {
    return new Mistake(
        wrong.image(),
        pictures.flatMap(found -> found.of(wrong.image())).orElse(null),
        classes.get(wrong.label()),
        classes.get(1 - wrong.label()),
        Numbers.percent(sureness(wrong)));
  }

  /** Probability of the class that isn't the label. */
  private static double sureness(Prediction wrong) {
    return wrong.label() == 1 ? 1 - wrong.probability() : wrong.probability();
  }
}
