package io.github.dropblock.harness.rundir;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a forked JVM needs to know to train a cell, written as {@code settings.json} before it
 * starts.
 *
 * @param schema version of this file's form
 * @param cell what is trained
 * @param training how
 * @param data the images
 * @param weights starting weights of a fine-tuned network, else null
 * @param backend that must run it
 * @param deeplearning4j version of DL4J and ND4J
 * @param generator of what is dropped, as {@link Regularizer#generator}; null too where a cell was
 *     begun before there was a choice
 * @param step how its steps are computed; null where a cell was begun before there was a choice
 */
public record CellSettings(
    int schema,
    Cell cell,
    Training training,
    DataReference data,
    @Nullable StartingWeights weights,
    Backend backend,
    String deeplearning4j,
    @Nullable String generator,
    @Nullable Step step) {
  public static final int SCHEMA = 1;

  public CellSettings {
    Schema.require(schema, SCHEMA);
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(data, "data");
  }

  /** Whether its steps are compiled ones. */
  @JsonIgnore
  public boolean compiled() {
    return step != null && step.kind() == Step.StepKind.COMPILED;
  }

  /** What ND4J itself runs in the cell's JVM. */
  @JsonIgnore
  public Backend nd4j() {
    return step == null ? backend : backend.nd4j(step.kind());
  }

  /** The same cell by another step. */
  public CellSettings by(@Nullable Step other) {
    return new CellSettings(
        schema, cell, training, data, weights, backend, deeplearning4j, generator, other);
  }

  /**
   * Starting weights.
   *
   * @param file a DL4J model file, or one that Keras wrote
   * @param fingerprint SHA-256 of the file; where this project made it, of the settings that made
   *     it
   * @param origin what made it
   */
  public record StartingWeights(String file, String fingerprint, WeightsOrigin origin) {
    public StartingWeights {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(origin, "origin");
    }
  }

  /** The same of a cell whose images were not decoded here. */
  public CellSettings withoutPixels() {
    return new CellSettings(
        schema,
        cell,
        training,
        data.withoutPixels(),
        weights,
        backend,
        deeplearning4j,
        generator,
        step);
  }

  /**
   * The same of a cell whose files lie elsewhere.
   *
   * @param weightsFile null where there are no starting weights
   */
  public CellSettings withFiles(String split, String pixels, @Nullable String weightsFile) {
    return new CellSettings(
        schema,
        cell,
        training,
        new DataReference(split, pixels, data.fingerprint(), data.classes()),
        weights == null
            ? null
            : new StartingWeights(
                Objects.requireNonNull(weightsFile, "file"),
                weights.fingerprint(),
                weights.origin()),
        backend,
        deeplearning4j,
        generator,
        step);
  }

  /** How the images are normalised: as those that the starting weights were learnt from. */
  public Normalization normalization() {
    return weights == null ? Normalization.CENTRED : weights.origin().normalization();
  }
}
