package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in training, and what computes it. */
interface Learner extends AutoCloseable {
  /** One update of its weights. */
  TrainingStep step();

  /**
   * Learns from a batch.
   *
   * @return milliseconds of processor time in the device's primitives alone; empty where steps are
   *     not compiled
   */
  default OptionalDouble primitiveMilliseconds(Batch batch) {
    return OptionalDouble.empty();
  }

  /** What inference makes of each image: the probability of class 1, or of each class. */
  double[][] probabilities(Batch batch);

  /**
   * What a layer makes of an image in inference.
   *
   * @param one the image
   * @return {@code [1, channels, height, width]}
   */
  INDArray maps(Batch one, String layer);

  /** Writes what is needed to go on, in a file that either kind of step reads. */
  void write(Path checkpoint, Checkpoint.TrainingProgress progress) throws IOException;

  /** Brings the graph's parameters up to date. */
  void store();

  @Override
  void close();

  /**
   * Takes a graph over as it is.
   *
   * @param settings say what computes the steps
   */
  static Learner of(ComputationGraph graph, Tensors tensors, CellSettings settings) {
    return settings.compiled()
        ? CompiledLearner.of(graph, tensors, settings)
        : new Dl4jLearner(graph, tensors);
  }
}
