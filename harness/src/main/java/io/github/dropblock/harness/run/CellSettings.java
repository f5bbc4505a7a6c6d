package io.github.dropblock.harness.run;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Training;
import java.util.Objects;

/**
 * All that a forked JVM needs to know to train a cell, written as {@code settings.json} before it
 * starts.
 *
 * @param schema version of this file's form
 * @param cell what is trained
 * @param training how
 * @param data the images
 * @param weights starting weights of a fine-tuned network, else null
 * @param backend id of the ND4J backend that must run it, such as {@code cpu}
 * @param deeplearning4j version of DL4J and ND4J
 */
public record CellSettings(
    int schema,
    Cell cell,
    Training training,
    DataReference data,
    Weights weights,
    String backend,
    String deeplearning4j) {
  public static final int SCHEMA = 1;

  public CellSettings {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(data, "data");
  }

  /**
   * Starting weights.
   *
   * @param file a DL4J model file
   * @param fingerprint SHA-256 of the settings that made it
   */
  public record Weights(String file, String fingerprint) {}
}
