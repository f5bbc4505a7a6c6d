package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.results.ArmScores;
import io.github.dropblock.harness.results.Score;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often an arm classified each test image right.
 *
 * @param shares of the seeds, 0 to 1, by the image's id
 */
record Hits(Map<String, Double> shares) {

  /** Reads the predictions of an arm's finished cells; empty if any of them has none. */
  static Hits read(RunDirectory directory, ArmScores arm) throws IOException {
    Map<String, Double> shares = new TreeMap<>();
    for (Score score : arm.finished()) {
      List<Prediction> predictions = directory.cell(score.cell()).predictions();
      if (predictions.size() != score.testImages()) {
        return new Hits(Map.of());
      }
      double each = 1.0 / arm.finished().size();
      predictions.forEach(
          prediction ->
              shares.merge(prediction.image(), prediction.correct() ? each : 0, Double::sum));
    }
    return new Hits(shares);
  }

  /** Whether both are of the same images, and of some. */
  boolean sameImages(Hits other) {
    return !shares.isEmpty() && shares.keySet().equals(other.shares.keySet());
  }

  /** This less the other, image by image. */
  double[] less(Hits other) {
    return shares.entrySet().stream()
        .mapToDouble(image -> image.getValue() - other.shares.get(image.getKey()))
        .toArray();
  }
}
