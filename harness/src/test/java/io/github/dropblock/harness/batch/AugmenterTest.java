package io.github.dropblock.harness.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.Augmentation;
import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.SplitMix64;
import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.images.DecodedImages;
import io.github.dropblock.harness.images.FakeSource;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmenterTest {
  private static final int SIDE = 16;
  private static final int SIZE = 14;
  private static final Augmentation AUGMENTATION = new Augmentation(15, 0.875);

  @TempDir Path folder;

  private PixelCache cache;

  @BeforeEach
  void build() throws IOException {
    FakeSource source = new FakeSource(4, 4);
    SplitManifest manifest = SplitManifest.of(source, 8, ImageProgress.SILENT);
    cache = PixelCache.openOrBuild(folder, source, manifest, SIDE, ImageProgress.SILENT);
  }

  @Test
  void withoutRotationAndCropTheImageIsOnlyNormalised() {
    Augmenter augmenter = new Augmenter(cache, SIDE, new Augmentation(0, 1), 1);
    float[] target = new float[3 * SIDE * SIDE];
    augmenter.random(2, 1, target, 0);

    byte[] planes = planes(2);
    for (int i = 0; i < target.length; i++) {
      assertThat(target[i]).isCloseTo(((planes[i] & 0xFF) / 255f - 0.5f) / 0.25f, within(1e-5f));
    }
  }

  @Test
  void imageNetsNormalisationTakesItsMeanColourAway() {
    Augmenter augmenter =
        new Augmenter(cache, SIDE, new Augmentation(0, 1), 1, Normalization.IMAGENET_MEAN);
    float[] target = new float[3 * SIDE * SIDE];
    augmenter.centre(2, target, 0);

    byte[] planes = planes(2);
    float[] means = {123.68f, 116.779f, 103.939f};
    for (int i = 0; i < target.length; i++) {
      float mean = means[i / (SIDE * SIDE)];
      assertThat(target[i]).isCloseTo((planes[i] & 0xFF) - mean, within(1e-4f));
    }
  }

  @Test
  void theCentreCropIsTheImagesMiddle() {
    float[] target = new float[3 * SIZE * SIZE];
    augmenter(1).centre(3, target, 0);

    byte[] planes = planes(3);
    for (int channel = 0; channel < 3; channel++) {
      for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
          float stored = planes[(channel * SIDE + row + 1) * SIDE + column + 1] & 0xFF;
          assertThat(target[(channel * SIZE + row) * SIZE + column])
              .isCloseTo((stored / 255 - 0.5f) / 0.25f, within(1e-5f));
        }
      }
    }
  }

  @Test
  void aRandomCropIsARotationAboutTheCropsCentre() {
    for (int epoch = 1; epoch <= 20; epoch++) {
      float[] target = new float[3 * SIZE * SIZE];
      augmenter(5).random(4, epoch, target, 0);

      assertThat(target).containsExactly(rotatedSlowly(4, epoch, 5), within(2e-3f));
    }
  }

  /** Hashes made once, so that results depend on no processor, JDK or speed-up. */
  @ParameterizedTest
  @CsvSource({
    "15, cd35c54fe623435230b91209453e65474238e4a7c910400523fc2d9e6da4a76e",
    "180, 9e2c6f61244095bf58496c6bbd58d8b7b898c3fc9bdd3af712afe48b4c6ee95f"
  })
  void cropsAreTheSameBytesEverywhere(double rotation, String sha256) {
    byte[] planes = new byte[3 * SIDE * SIDE];
    SplitMix64 dice = new SplitMix64(99);
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) dice.below(256);
    }
    Augmenter augmenter = new Augmenter(same(planes), SIZE, new Augmentation(rotation, 0.875), 7);
    StringBuilder hashes = new StringBuilder();
    for (int epoch = 1; epoch <= 50; epoch++) {
      float[] target = new float[3 * SIZE * SIZE];
      augmenter.random(epoch % 5, epoch, target, 0);
      ByteBuffer bytes = ByteBuffer.allocate(4 * target.length);
      bytes.asFloatBuffer().put(target);
      hashes.append(Sha256.of(bytes.array()));
    }

    assertThat(Sha256.of(hashes.toString())).isEqualTo(sha256);
  }

  private static DecodedImages same(byte[] content) {
    return new DecodedImages() {
      @Override
      public int side() {
        return SIDE;
      }

      @Override
      public void read(int image, byte[] planes) {
        System.arraycopy(content, 0, planes, 0, content.length);
      }
    };
  }

  @Test
  void theSameSeedEpochAndImageGiveTheSameCrop() {
    assertThat(random(1, 7, 2)).isEqualTo(random(1, 7, 2));
  }

  @Test
  void anotherSeedEpochOrImageGivesAnotherCrop() {
    assertThat(random(1, 7, 2))
        .isNotEqualTo(random(2, 7, 2))
        .isNotEqualTo(random(1, 8, 2))
        .isNotEqualTo(random(1, 7, 3));
  }

  @Test
  void writesOnlyFromItsOffsetOn() {
    int values = 3 * SIZE * SIZE;
    float[] target = new float[values + 10];
    augmenter(1).random(0, 1, target, 5);

    assertThat(target).startsWith(0, 0, 0, 0, 0).endsWith(0, 0, 0, 0, 0);
    assertThat(Arrays.copyOfRange(target, 5, 5 + values)).isEqualTo(random(1, 1, 0));
  }

  @Test
  void imagesOfAnotherSideAreRefused() {
    assertThatThrownBy(() -> new Augmenter(cache, 32, AUGMENTATION, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%s has images of 16 pixels; crops of 32 pixels are cut from 37", cache.file());
  }

  private Augmenter augmenter(long seed) {
    return new Augmenter(cache, SIZE, AUGMENTATION, seed);
  }

  private float[] random(long seed, int epoch, int image) {
    float[] target = new float[3 * SIZE * SIZE];
    augmenter(seed).random(image, epoch, target, 0);
    return target;
  }

  private byte[] planes(int image) {
    byte[] planes = new byte[3 * SIDE * SIDE];
    cache.read(image, planes);
    return planes;
  }

  /** Straight from the definition, in polar coordinates and weighing all pixels of the image. */
  private float[] rotatedSlowly(int image, int epoch, long seed) {
    SplitMix64 dice = new SplitMix64(seed, epoch, image);
    double angle = Math.toRadians(dice.between(-15, 15));
    double centreX = dice.uniform() * (SIDE - SIZE) + (SIZE - 1) / 2.0;
    double centreY = dice.uniform() * (SIDE - SIZE) + (SIZE - 1) / 2.0;
    byte[] planes = planes(image);
    float[] result = new float[3 * SIZE * SIZE];
    for (int i = 0; i < result.length; i++) {
      double dx = i % SIZE - (SIZE - 1) / 2.0;
      double dy = i / SIZE % SIZE - (SIZE - 1) / 2.0;
      double radius = Math.hypot(dx, dy);
      double direction = Math.atan2(dy, dx) + angle;
      double x = Math.max(0, Math.min(SIDE - 1, centreX + radius * Math.cos(direction)));
      double y = Math.max(0, Math.min(SIDE - 1, centreY + radius * Math.sin(direction)));
      double sum = 0;
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          double weight =
              Math.max(0, 1 - Math.abs(x - column)) * Math.max(0, 1 - Math.abs(y - row));
          sum += weight * (planes[(i / (SIZE * SIZE) * SIDE + row) * SIDE + column] & 0xFF);
        }
      }
      result[i] = (float) ((sum / 255 - 0.5) / 0.25);
    }
    return result;
  }
}
