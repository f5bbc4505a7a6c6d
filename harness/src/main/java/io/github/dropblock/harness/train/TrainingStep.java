package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** One update of a network's weights. */
interface TrainingStep {
  /** Learns from a batch. */
  StepOutcome train(Batch batch);

  /**
   * Learns from batches, one after the other.
   *
   * @param listener told what each step found, in order, if not at once
   */
  default void trainAll(Iterable<Batch> batches, StepListener listener) throws DivergedException {
    for (Batch batch : batches) {
      listener.found(train(batch));
    }
  }

  /** How many steps {@link #trainAll} asks for before it looks at what the first has found. */
  default int stepsAtATime() {
    return 1;
  }

  /** The step that suits what ND4J computes on. */
  static TrainingStep of(ComputationGraph graph, Tensors tensors) {
    return Nd4j.getExecutioner().type() == ExecutionerType.CUDA
        ? QueuedStep.onGpu(graph, tensors)
        : new Dl4jStep(graph, tensors);
  }

  /**
   * What a step found before it changed the weights, with regularizers acting.
   *
   * @param loss mean over the batch's images, nats
   * @param correct images classified right
   * @param images in the batch
   */
  record StepOutcome(double loss, int correct, int images) {}

  /** Hears what steps found. */
  @FunctionalInterface
  interface StepListener {
    void found(StepOutcome outcome) throws DivergedException;
  }
}
