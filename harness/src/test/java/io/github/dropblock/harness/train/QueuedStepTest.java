package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The steps of a GPU, on the CPU. */
class QueuedStepTest {
  private static final int SIZE = 32;
  private static final int STEPS_KEPT = 3;
  private static final int VALUES = 3 * SIZE * SIZE;

  /** What each place's two uploads were told, place after place. */
  private final List<List<String>> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void weightsAreThoseOfStepsThatAreWaitedForAndEveryStepIsHeardOf(int classes) throws Exception {
    List<Batch> batches = batches(2 * STEPS_KEPT + 1, classes);
    ComputationGraph expected = graph(classes);
    List<TrainingStep.StepOutcome> waitedFor = new ArrayList<>();
    new Dl4jStep(expected, new Tensors(SIZE, classes)).trainAll(batches, waitedFor::add);
    ComputationGraph queued = graph(classes);
    List<TrainingStep.StepOutcome> found = new ArrayList<>();

    step(queued, classes).trainAll(batches, found::add);

    assertThat(queued.params()).isEqualTo(expected.params());
    assertThat(found).hasSameSizeAs(batches);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).correct()).isEqualTo(waitedFor.get(i).correct());
      assertThat(found.get(i).images()).isEqualTo(batches.get(i).count());
      assertThat(found.get(i).loss())
          .as("step %d", i)
          .isCloseTo(waitedFor.get(i).loss(), within(2e-6 * (1 + waitedFor.get(i).loss())));
    }
  }

  @Test
  void aBatchIsUploadedOnceAllThatReadsTheOneBeforeInItsPlaceIsQueued() throws Exception {
    step(graph(2), 2).trainAll(batches(5, 2), outcome -> {});

    // Two places, of pixels and labels each.
    List<String> three = List.of("copy", "queued", "copy", "queued", "copy", "queued");
    assertThat(told).containsExactly(three, three, three.subList(0, 4), three.subList(0, 4));
  }

  /** Every epoch ends with a smaller batch; nobody but Java's collector would free other arrays. */
  @Test
  void theArraysOfEachSizeOfBatchAreUsedAgain() {
    Set<INDArray> uploadedTo = Collections.newSetFromMap(new IdentityHashMap<>());
    UploadedBatch place =
        new UploadedBatch(
            new Tensors(SIZE, 2),
            () ->
                new UploadedBatch.Upload() {
                  @Override
                  public void copy(float[] values, INDArray to) {
                    uploadedTo.add(to);
                  }

                  @Override
                  public void readsAreQueued() {}
                });
    for (int epoch = 0; epoch < 3; epoch++) {
      batches(3, 2).forEach(place::fill);
    }

    // Pixels and labels of two images, and of one.
    assertThat(uploadedTo).hasSize(4);
    assertThat(place.pixels().size(0)).isEqualTo(1);
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingInItsEpoch() {
    List<Batch> batches = batches(4, 2);
    batches.get(1).pixels()[7] = Float.NaN;

    assertThatThrownBy(() -> step(graph(2), 2).trainAll(batches, new EpochTally(3, 0.5)))
        .isInstanceOf(DivergedException.class)
        .hasMessage("the training loss became NaN in epoch 3 at learning rate 0.5");
  }

  @Test
  void afterADivergenceNothingOfItIsLeft() throws Exception {
    List<Batch> batches = batches(4, 2);
    QueuedStep step = step(graph(2), 2);
    assertThatThrownBy(
            () ->
                step.trainAll(
                    batches,
                    outcome -> {
                      throw new DivergedException(1, outcome.loss(), 1);
                    }))
        .isInstanceOf(DivergedException.class);
    List<TrainingStep.StepOutcome> found = new ArrayList<>();

    step.trainAll(batches, found::add);

    assertThat(found).hasSize(4);
  }

  @Test
  void whatGoesWrongWithABatchIsPassedOn() {
    Iterator<Batch> failing =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Batch next() {
            throw new IllegalStateException("no such image");
          }
        };

    assertThatThrownBy(() -> step(graph(2), 2).trainAll(() -> failing, outcome -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such image");
  }

  private QueuedStep step(ComputationGraph graph, int classes) {
    return new QueuedStep(
        graph,
        new Tensors(SIZE, classes),
        () -> {
          List<String> log = Collections.synchronizedList(new ArrayList<>());
          told.add(log);
          return new UploadedBatch.Upload() {
            @Override
            public void copy(float[] values, INDArray to) {
              log.add("copy");
              to.assign(Nd4j.create(values).reshape(to.shape()));
            }

            @Override
            public void readsAreQueued() {
              log.add("queued");
            }
          };
        },
        STEPS_KEPT);
  }

  /** Of two images each, and of one the last. */
  private static List<Batch> batches(int count, int classes) {
    SplittableRandom random = new SplittableRandom(1);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int images = i == count - 1 ? 1 : 2;
      int[] labels = random.ints(images, 0, classes).toArray();
      float[] pixels = new float[images * VALUES];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = (float) random.nextDouble() - 0.5f;
      }
      batches.add(new Batch(new int[images], labels, pixels));
    }
    return batches;
  }

  private static ComputationGraph graph(int classes) {
    return Networks.build(
        new NetworkSpec(
            Network.ALEXNET,
            Regularizer.DROPBLOCK,
            Profile.SMOKE.protocol().toBuilder()
                .imageSize(SIZE)
                .batchSize(2)
                .phases(Network.ALEXNET, List.of(new Phase(Optimizer.ADAMAX, 0.002, 1)))
                .rotation(TestCell.AUGMENTATION.rotation())
                .crop(TestCell.AUGMENTATION.crop())
                .build()
                .training(Network.ALEXNET),
            classes,
            1,
            0));
  }
}
