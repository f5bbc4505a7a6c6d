package io.github.dropblock.harness.train;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.network.Networks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps of DL4J's that the host queues on a GPU without waiting for any: a thread uploads the next
 * batch while one is learnt from, and what the steps found stays on the GPU until {@value
 * #STEPS_KEPT} have been queued, or the batches end.
 *
 * <p>The weights become those that {@link Dl4jStep} would make. Losses are worked out from the same
 * scores in double precision, so they may differ from its in the last digits of a float.
 */
final class QueuedStep implements TrainingStep {
  private static final int STEPS_KEPT = 32;

  /** One for all networks, since each thread that has to do with a GPU keeps memory on it. */
  private static final ExecutorService UPLOADER =
      Executors.newSingleThreadExecutor(QueuedStep::thread);

  private final ComputationGraph graph;
  private final List<UploadedBatch> places;
  private final KeptScores scores;

  /**
   * @param stepsKept so many steps are queued before their losses are looked at
   */
  QueuedStep(
      ComputationGraph graph,
      Tensors tensors,
      Supplier<UploadedBatch.Upload> uploads,
      int stepsKept) {
    this.graph = graph;
    this.places = List.of(new UploadedBatch(tensors, uploads), new UploadedBatch(tensors, uploads));
    this.scores = new KeptScores(graph, stepsKept);
    graph.setListeners(scores);
    Networks.leaveOutScore(graph);
  }

  static QueuedStep onGpu(ComputationGraph graph, Tensors tensors) {
    return new QueuedStep(graph, tensors, UploadedBatch::toGpu, STEPS_KEPT);
  }

  @Override
  public StepOutcome train(Batch batch) {
    List<StepOutcome> outcomes = new ArrayList<>();
    try {
      trainAll(List.of(batch), outcomes::add);
    } catch (DivergedException e) {
      throw new AssertionError("adding to a list can't fail", e);
    }
    return outcomes.get(0);
  }

  @Override
  public void trainAll(Iterable<Batch> batches, StepListener listener) throws DivergedException {
    Iterator<Batch> left = batches.iterator();
    Future<UploadedBatch> coming = UPLOADER.submit(() -> next(left, places.get(0)));
    try {
      UploadedBatch batch = there(coming);
      for (int i = 1; batch != null; i++) {
        UploadedBatch place = places.get(i % places.size());
        coming = UPLOADER.submit(() -> next(left, place));
        queue(batch);
        if (scores.full()) {
          scores.tell(listener);
        }
        batch = there(coming);
      }
      scores.tell(listener);
    } finally {
      letGo(coming);
      scores.forget();
    }
  }

  /** Has nobody look at the batches any more. */
  private static void letGo(Future<UploadedBatch> coming) {
    try {
      coming.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // Whoever waits for that batch is told.
    }
  }

  @Override
  public int stepsAtATime() {
    return scores.steps();
  }

  private void queue(UploadedBatch batch) {
    scores.expect(batch.classes());
    graph.fit(new INDArray[] {batch.pixels()}, new INDArray[] {batch.labels()});
    batch.readsAreQueued();
  }

  private static UploadedBatch next(Iterator<Batch> left, UploadedBatch place) {
    return left.hasNext() ? place.fill(left.next()) : null;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "upload");
    thread.setDaemon(true);
    return thread;
  }

  private static UploadedBatch there(Future<UploadedBatch> coming) {
    try {
      return coming.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was uploaded", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
