package io.github.dropblock.harness.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Normalization;
import io.github.dropblock.harness.experiment.SplitMix64;
import io.github.dropblock.harness.images.Pixels;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("optimized")
class SamplerTest {
  /** Sizes that are a whole number of vectors, and sizes that are not. */
  @ParameterizedTest
  @CsvSource({
    "16, 16, 0",
    "37, 32, 15",
    "41, 33, 7",
    "73, 64, 15",
    "50, 47, 90",
    "256, 224, 15",
    "35, 31, 180",
    "300, 17, 45"
  })
  void vectorsWriteTheBytesThatSinglePixelsDo(int side, int size, double degrees) {
    SplitMix64 dice = new SplitMix64(side);
    byte[] planes = new byte[Pixels.CHANNELS * side * side];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) dice.below(256);
    }
    double angle = Math.toRadians(degrees);
    double startX = dice.between(-5, side);
    double startY = dice.between(-5, side);
    Normalization normalization = Normalization.IMAGENET_MEAN;

    float[] expected = new float[Pixels.CHANNELS * size * size + 2];
    new ScalarSampler(side, size, normalization)
        .sample(planes, startX, startY, Math.cos(angle), Math.sin(angle), expected, 1);
    float[] vectors = new float[expected.length];
    new VectorSampler(side, size, normalization)
        .sample(planes, startX, startY, Math.cos(angle), Math.sin(angle), vectors, 1);

    assertThat(vectors).isEqualTo(expected);
  }

  @Test
  void thisJvmTakesVectorsButForSmallImages() {
    assertThat(Sampler.of(73, 64, Normalization.CENTRED)).isInstanceOf(VectorSampler.class);
    assertThat(Sampler.of(37, 32, Normalization.CENTRED)).isInstanceOf(ScalarSampler.class);
  }

  @Test
  void aJvmWithoutTheVectorApiTakesSinglePixels() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Choice.class.getName())
            .redirectErrorStream(true)
            .start();

    assertThat(process.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("ScalarSampler");
  }

  /** Says what this JVM takes. */
  static final class Choice {
    public static void main(String[] arguments) {
      System.out.print(Sampler.of(73, 64, Normalization.CENTRED).getClass().getSimpleName());
    }
  }
}
