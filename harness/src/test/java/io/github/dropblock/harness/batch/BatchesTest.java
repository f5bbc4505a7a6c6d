package io.github.dropblock.harness.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.images.FakeSource;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class BatchesTest {
  private static final int SIZE = 14;

  @TempDir Path folder;

  private SplitManifest manifest;
  private Augmenter augmenter;

  @BeforeEach
  void build() throws IOException {
    FakeSource source = new FakeSource(34, 34);
    manifest = SplitManifest.of(source, 68, ImageProgress.SILENT);
    PixelCache cache = PixelCache.openOrBuild(folder, source, manifest, 16, ImageProgress.SILENT);
    augmenter = new Augmenter(cache, SIZE, new Augmentation(15, 0.875), 1);
  }

  @Test
  void trainingShowsEveryTrainingImageOnce() {
    assertThat(images(training(1, 1)))
        .containsExactlyInAnyOrderElementsOf(manifest.indices(Split.TRAIN));
  }

  @Test
  void theLastBatchHoldsTheRest() {
    assertThat(collect(training(1, 1))).extracting(Batch::count).containsExactly(16, 16, 8);
  }

  @Test
  void theOrderChangesWithTheEpochAndWithTheSeed() {
    assertThat(images(training(1, 1)))
        .isNotEqualTo(images(training(1, 2)))
        .isNotEqualTo(images(training(2, 1)));
  }

  @Test
  void theSameSeedAndEpochGiveTheSameBatches() {
    List<Batch> first = collect(training(3, 5));
    List<Batch> second = collect(training(3, 5));

    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i).images()).isEqualTo(first.get(i).images());
      assertThat(second.get(i).pixels()).isEqualTo(first.get(i).pixels());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void moreThreadsMakeTheSameBatches(int threads) {
    List<Batch> one = collect(Batches.training(augmenter, manifest, 3, 3, 5, 1));
    List<Batch> several = collect(Batches.training(augmenter, manifest, 3, 3, 5, threads));

    assertThat(several).hasSameSizeAs(one);
    for (int i = 0; i < one.size(); i++) {
      assertThat(several.get(i).images()).isEqualTo(one.get(i).images());
      assertThat(several.get(i).labels()).isEqualTo(one.get(i).labels());
      assertThat(several.get(i).pixels()).isEqualTo(one.get(i).pixels());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9})
  void aNumberOfThreadsThatMakesNoSenseIsRefused(int threads) {
    assertThatThrownBy(() -> Batches.inOrder(augmenter, manifest, Split.TEST, 4, threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads that make batches are %d; there must be 1 to 8", threads);
  }

  @Test
  void memoryIsUsedAgainForLaterBatchesAndEpochs() {
    Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int epoch = 1; epoch <= 20; epoch++) {
      try (Batches batches = Batches.training(augmenter, manifest, 10, 1, epoch, 2)) {
        batches.forEach(batch -> arrays.add(batch.pixels()));
      }
    }

    // The one in use, and one more made ahead than there are threads.
    assertThat(arrays).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void trainingImagesAreRandomCrops() {
    Batch batch = collect(training(1, 4)).get(1);
    float[] crop = new float[3 * SIZE * SIZE];
    augmenter.random(batch.images()[2], 4, crop, 0);

    assertThat(Arrays.copyOfRange(batch.pixels(), 2 * crop.length, 3 * crop.length))
        .isEqualTo(crop);
  }

  @Test
  void testImagesAreCentreCropsInTheManifestsOrder() {
    List<Batch> batches = collect(Batches.inOrder(augmenter, manifest, Split.TEST, 5));
    float[] crop = new float[3 * SIZE * SIZE];
    augmenter.centre(manifest.indices(Split.TEST).get(1), crop, 0);

    assertThat(batches.stream().flatMapToInt(batch -> Arrays.stream(batch.images())).boxed())
        .isEqualTo(manifest.indices(Split.TEST));
    assertThat(Arrays.copyOfRange(batches.get(0).pixels(), crop.length, 2 * crop.length))
        .isEqualTo(crop);
  }

  @Test
  void labelsBelongToTheirImages() {
    for (Batch batch : collect(training(1, 1))) {
      for (int i = 0; i < batch.count(); i++) {
        assertThat(batch.labels()[i]).isEqualTo(manifest.rows().get(batch.images()[i]).label());
      }
    }
  }

  @Test
  void whatGoesWrongWhileABatchIsMadeReachesItsReader() {
    List<SplitManifest.SplitImage> more = new ArrayList<>(manifest.rows());
    more.add(new SplitManifest.SplitImage("not cached", 1, Split.TEST, "00"));
    SplitManifest longer =
        new SplitManifest(
            "", "", manifest.classes(), more, manifest.rejected(), manifest.remarks());

    assertThatThrownBy(() -> collect(Batches.inOrder(augmenter, longer, Split.TEST, 4)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void closingEndsTheThreadThatMakesBatches() throws InterruptedException {
    Batches batches = Batches.training(augmenter, manifest, 1, 1, 1);
    batches.iterator().next();
    Thread producer = producer();

    batches.close();

    producer.join();
    assertThat(producer.isAlive()).isFalse();
  }

  private static Thread producer() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("batches"))
        .findFirst()
        .orElseThrow();
  }

  private Batches training(long seed, int epoch) {
    return Batches.training(augmenter, manifest, 16, seed, epoch);
  }

  private static List<Integer> images(Batches batches) {
    return collect(batches).stream()
        .flatMapToInt(batch -> Arrays.stream(batch.images()))
        .boxed()
        .toList();
  }

  private static List<Batch> collect(Batches batches) {
    try (batches) {
      List<Batch> all = new ArrayList<>();
      batches.forEach(
          batch -> all.add(new Batch(batch.images(), batch.labels(), batch.pixels().clone())));
      return all;
    }
  }
}
