package io.github.dropblock.harness.train;

import io.github.dropblock.harness.network.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The output layer's scores of several steps, on the device until somebody asks. */
final class KeptScores extends BaseTrainingListener {
  private final int steps;
  private final Layer output;
  private final String from;

  /** What the network was to find, of each step whose scores are here. */
  private final List<int[]> classes = new ArrayList<>();

  /**
   * A place for each step, {@code [images, outputs]}, in the order of BLAS, which writes into none
   * other without an array in between. Used again and again: what is freed is waited for.
   */
  private final List<INDArray> places = new ArrayList<>();

  KeptScores(ComputationGraph graph, int steps) {
    this.steps = steps;
    this.output = graph.getLayer(Networks.output());
    this.from = graph.getConfiguration().getVertexInputs().get(Networks.output()).get(0);
  }

  /** Of so many steps. */
  int steps() {
    return steps;
  }

  /** Announces a step. */
  void expect(int... wanted) {
    classes.add(wanted);
  }

  /** Whether there is room for no other step. */
  boolean full() {
    return classes.size() == steps;
  }

  /** Works out the scores as DL4J does, which leaves them out while it trains. */
  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    INDArray weights = output.getParam("W");
    int step = classes.size() - 1;
    INDArray scores = place(step, classes.get(step).length, weights.columns());
    activations.get(from).mmuli(weights, scores).addiRowVector(output.getParam("b"));
  }

  @SuppressWarnings("try") // The scope is used by leaving it.
  private INDArray place(int step, int images, int outputs) {
    if (step < places.size() && places.get(step).rows() == images) {
      return places.get(step);
    }
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray made = Nd4j.createUninitialized(DataType.FLOAT, new long[] {images, outputs}, 'f');
      if (step < places.size()) {
        places.set(step, made);
      } else {
        places.add(made);
      }
      return made;
    }
  }

  /** Waits for the steps so far, tells what each one found, and forgets them. */
  void tell(TrainingStep.StepListener listener) throws DivergedException {
    if (classes.isEmpty()) {
      return;
    }
    List<int[]> steps = List.copyOf(classes);
    forget();
    for (int i = 0; i < steps.size(); i++) {
      int[] step = steps.get(i);
      double[][] scores = places.get(i).toDoubleMatrix();
      double loss = 0;
      int correct = 0;
      for (int image = 0; image < step.length; image++) {
        loss += Tensors.crossEntropy(scores[image], step[image]);
        correct += Tensors.predicted(scores[image], 0) == step[image] ? 1 : 0;
      }
      listener.found(new TrainingStep.StepOutcome(loss / step.length, correct, step.length));
    }
  }

  void forget() {
    classes.clear();
  }
}
