package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.network.Networks;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's own step: forward pass, backward pass, update. */
final class Dl4jStep implements TrainingStep {
  private final ComputationGraph graph;
  private final Tensors tensors;
  private final HeadInput headInput;

  Dl4jStep(ComputationGraph graph, Tensors tensors) {
    this.graph = graph;
    this.tensors = tensors;
    this.headInput = new HeadInput(graph);
    graph.setListeners(headInput);
  }

  @Override
  public StepOutcome train(Batch batch) {
    try (INDArray pixels = tensors.pixels(batch);
        INDArray labels = tensors.labels(batch)) {
      graph.fit(new INDArray[] {pixels}, new INDArray[] {labels});
    }
    INDArray scores = headInput.scores;
    int correct = Tensors.correct(scores.toDoubleMatrix(), 0, batch);
    // The single score of a single image is a view, which ND4J refuses to close.
    if (scores.closeable()) {
      scores.close();
    }
    return new StepOutcome(graph.score(), correct, batch.count());
  }

  /**
   * Works out the output layer's scores during the forward pass. DL4J leaves out that layer's
   * activations while it trains, and a pass of its own for the accuracy would cost a third more.
   */
  private static final class HeadInput extends BaseTrainingListener {
    private final Layer output;
    private final String from;
    private INDArray scores;

    HeadInput(ComputationGraph graph) {
      output = graph.getLayer(Networks.output());
      from = graph.getConfiguration().getVertexInputs().get(Networks.output()).get(0);
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
      scores = activations.get(from).mmul(output.getParam("W")).addiRowVector(output.getParam("b"));
    }
  }
}
