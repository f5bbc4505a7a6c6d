package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.batch.Augmenter;
import io.github.dropblock.harness.batch.Batch;
import io.github.dropblock.harness.batch.Batches;
import io.github.dropblock.harness.compiled.onednn.OneDnnDevice;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Optimizer;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.network.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverfittingTest {
  private static final int IMAGES = 32;
  private static final int SIZE = 32;
  private static final int MOST_STEPS = 100;
  private static final int CHECKED_EVERY = 5;

  @TempDir static Path folder;

  @ParameterizedTest
  @EnumSource(Network.class)
  void withoutRegularizersEveryNetworkLearns32ImagesByHeart(Network network) throws IOException {
    // 32 of 54 images are for training.
    DrawnSource source = DrawnSource.catsAndDogs(54);
    SplitManifest manifest = SplitManifest.of(source, 54, ImageProgress.SILENT);
    assertThat(manifest.indices(Split.TRAIN)).hasSize(IMAGES);
    Tensors tensors = new Tensors(SIZE, 2);
    // By the compiled step, a tenth of the work of DL4J's; its gradients are DL4J's: GradientTest.
    try (Learner learner =
            CompiledLearner.of(
                Networks.build(spec(network)), tensors, IMAGES, new OneDnnDevice(1));
        PixelCache pixels =
            PixelCache.openOrBuild(folder, source, manifest, SIZE, ImageProgress.SILENT)) {
      Augmenter augmenter = new Augmenter(pixels, SIZE, new Augmentation(0, 1), 1);

      int steps = 0;
      while (steps < MOST_STEPS && accuracy(learner, manifest, augmenter) < 1) {
        for (int i = 0; i < CHECKED_EVERY; i++) {
          try (Batches batches = Batches.inOrder(augmenter, manifest, Split.TRAIN, IMAGES)) {
            for (Batch batch : batches) {
              learner.step().train(batch);
            }
          }
        }
        steps += CHECKED_EVERY;
      }

      assertThat(accuracy(learner, manifest, augmenter)).isEqualTo(1);
    }
  }

  private static double accuracy(Learner learner, SplitManifest manifest, Augmenter augmenter) {
    try (Batches batches = Batches.inOrder(augmenter, manifest, Split.TRAIN, IMAGES)) {
      return Evaluation.of(learner, manifest, batches).accuracy();
    }
  }

  private static NetworkSpec spec(Network network) {
    Training training =
        Profile.SMOKE.protocol().toBuilder()
            .imageSize(SIZE)
            .width(1 / 16.0)
            .batchSize(IMAGES)
            .phases(network, List.of(new Phase(Optimizer.ADAMAX, 0.005, 1)))
            .rotation(0)
            .crop(1)
            .trainedBlocks(5)
            .build()
            .training(network);
    return new NetworkSpec(network, Regularizer.NONE, training, 2, 1, 0);
  }
}
