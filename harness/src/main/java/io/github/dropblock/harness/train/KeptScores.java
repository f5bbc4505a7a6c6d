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
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The output layer's scores of several steps, on the device until somebody asks. */
final class KeptScores extends BaseTrainingListener {
  /** For what is worked out on the way: its memory is the same at each step, and never freed. */
  private static final WorkspaceConfiguration SCRATCH =
      WorkspaceConfiguration.builder()
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private final int steps;
  private final Layer output;
  private final String from;

  /** What the network was to find, of each step whose scores are here. */
  private final List<int[]> classes = new ArrayList<>();

  /** {@code [steps · images of the first step, outputs]}; the first rows hold scores. */
  private INDArray kept;

  private int rows;

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
  @SuppressWarnings("try") // The scope is there to be left.
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    INDArray weights = output.getParam("W");
    int images = classes.get(classes.size() - 1).length;
    if (kept == null || kept.rows() < rows + images) {
      grow(images, weights.columns());
    }
    INDArray into = kept.get(NDArrayIndex.interval(rows, rows + images), NDArrayIndex.all());
    try (MemoryWorkspace scratch =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(SCRATCH, "KEPT_SCORES")) {
      into.assign(activations.get(from).mmul(weights).addiRowVector(output.getParam("b")));
    }
    rows += images;
  }

  private void grow(int images, int outputs) {
    INDArray larger =
        Nd4j.createUninitialized(
            DataType.FLOAT, new long[] {rows + (long) steps * images, outputs}, 'c');
    if (rows > 0) {
      larger
          .get(NDArrayIndex.interval(0, rows), NDArrayIndex.all())
          .assign(kept.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all()));
    }
    kept = larger;
  }

  /** Waits for the steps so far, tells what each one found, and forgets them. */
  void tell(TrainingStep.StepListener listener) throws DivergedException {
    if (classes.isEmpty()) {
      return;
    }
    double[][] scores =
        kept.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all()).toDoubleMatrix();
    int row = 0;
    List<int[]> steps = List.copyOf(classes);
    forget();
    for (int[] step : steps) {
      double loss = 0;
      int correct = 0;
      for (int label : step) {
        loss += Tensors.crossEntropy(scores[row], label);
        correct += Tensors.predicted(scores[row], 0) == label ? 1 : 0;
        row++;
      }
      listener.found(new TrainingStep.StepOutcome(loss / step.length, correct, step.length));
    }
  }

  void forget() {
    classes.clear();
    rows = 0;
  }
}
