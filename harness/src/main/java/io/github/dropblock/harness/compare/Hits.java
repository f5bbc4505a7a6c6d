package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.CellFiles;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How often an arm classified each test image right.
 *
 * @param shares of the seeds, 0 to 1, by the image's id
 */
record Hits(Map<String, Double> shares) {

  /** Of an arm's finished cells; empty if any of them has no predictions. */
  static Hits of(Arm arm) {
    Map<String, Double> shares = new TreeMap<>();
    for (CellFiles training : arm.finished()) {
      if (training.predictions().isEmpty()) {
        return new Hits(Map.of());
      }
      double each = 1.0 / arm.finished().size();
      training
          .predictions()
          .forEach(
              prediction ->
                  shares.merge(prediction.image(), prediction.correct() ? each : 0, Double::sum));
    }
    return new Hits(shares);
  }

  /** Whether both are of the same images, and of some. */
  boolean sameImages(Hits other) {
    return !shares.isEmpty() && shares.keySet().equals(other.shares.keySet());
  }

  /** This less the other, image by image, of the same images. */
  double[] less(Hits other) {
    return shares.entrySet().stream()
        .mapToDouble(
            image -> image.getValue() - Objects.requireNonNull(other.shares.get(image.getKey())))
        .toArray();
  }
}
