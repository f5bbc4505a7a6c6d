package io.github.dropblock.harness.rundir;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A row of {@code predictions.csv}: what the trained network says of a test image.
 *
 * @param image id in the split manifest
 * @param label its class, 0 or 1
 * @param probability of class 1
 */
@JsonPropertyOrder({"image", "label", "probability"})
public record Prediction(String image, int label, double probability) {
  /** Whether the more probable class is the label. */
  public boolean correct() {
    return (probability >= 0.5) == (label == 1);
  }
}
