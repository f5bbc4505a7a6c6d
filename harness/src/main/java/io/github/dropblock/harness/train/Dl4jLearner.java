package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network that DL4J computes itself. */
final class Dl4jLearner implements Learner {
  private final ComputationGraph graph;
  private final Tensors tensors;
  private final TrainingStep step;

  Dl4jLearner(ComputationGraph graph, Tensors tensors) {
    this.graph = graph;
    this.tensors = tensors;
    this.step = TrainingStep.of(graph, tensors);
  }

  @Override
  public TrainingStep step() {
    return step;
  }

  @Override
  public double[][] probabilities(Batch batch) {
    try (INDArray pixels = tensors.pixels(batch);
        INDArray output = graph.outputSingle(false, pixels)) {
      return output.toDoubleMatrix();
    }
  }

  @Override
  public INDArray maps(Batch one, String layer) {
    try (INDArray pixels = tensors.pixels(one)) {
      return graph.feedForward(pixels, false).get(layer);
    }
  }

  @Override
  public void write(Path checkpoint, Checkpoint.TrainingProgress progress) throws IOException {
    Checkpoint.write(checkpoint, graph, graph.getUpdater(true).getStateViewArray(), progress);
  }

  /** They always are. */
  @Override
  public void store() {}

  @Override
  public void close() {}
}
