package io.github.dropblock.harness.report;

import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.rundir.Prediction;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a network took the test images of each class for.
 *
 * @param classes their names
 * @param rows for each class what its images were taken for, in the order of the classes
 */
record Confusion(List<String> classes, List<ConfusionRow> rows) {

  /** The images of a class. */
  record ConfusionRow(String of, List<Count> counts) {}

  /**
   * Images of a class taken for a class.
   *
   * @param right whether that is their own
   * @param share of the images of their class, %
   */
  record Count(String images, String share, boolean right) {}

  /** Absent without predictions or with other than two classes. */
  static @Nullable Confusion of(List<Prediction> predictions, List<String> classes) {
    if (predictions.isEmpty() || classes.size() != 2) {
      return null;
    }
    return new Confusion(
        classes,
        IntStream.of(0, 1)
            .mapToObj(label -> new ConfusionRow(classes.get(label), counts(predictions, label)))
            .toList());
  }

  private static List<Count> counts(List<Prediction> predictions, int label) {
    List<Prediction> own = predictions.stream().filter(each -> each.label() == label).toList();
    long right = own.stream().filter(Prediction::correct).count();
    return IntStream.of(0, 1)
        .mapToObj(taken -> count(taken == label ? right : own.size() - right, own, taken == label))
        .toList();
  }

  private static Count count(long images, List<Prediction> own, boolean right) {
    return new Count(
        Numbers.count(images),
        own.isEmpty() ? "none" : Numbers.percent((double) images / own.size()),
        right);
  }
}
