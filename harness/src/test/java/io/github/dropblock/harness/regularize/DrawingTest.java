package io.github.dropblock.harness.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.Golden;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DrawingTest {
  /** Written by src/test/python/make_drawn.py, which shares nothing with this project. */
  @ParameterizedTest
  @MethodSource("drawnInPython")
  void blocksAreThoseOfAnIndependentImplementation(JsonNode golden) {
    Drawing drawing =
        drawing(
            golden.get("images").asInt(),
            golden.get("channels").asInt(),
            golden.get("height").asInt(),
            golden.get("width").asInt(),
            golden.get("blockSize").asInt(),
            golden.get("gamma").asDouble(),
            golden.get("seed").asLong(),
            golden.get("iteration").asInt());

    Blocks blocks = drawing.draw();

    long[] corners = blocks.corners();
    Arrays.sort(corners);
    assertThat(corners).containsExactly(Golden.longs(golden.get("corners")));
    assertThat(blocks.kept()).isEqualTo(golden.get("kept").asLong());
  }

  static Iterable<JsonNode> drawnInPython() throws IOException {
    return Golden.read(DrawingTest.class, "golden-drawn.json").get("blocks");
  }

  private static Drawing drawing(
      int images,
      int channels,
      int height,
      int width,
      int size,
      double gamma,
      long seed,
      int iteration) {
    Binomial beginning = new Binomial((height - size + 1) * (width - size + 1), gamma);
    return new Drawing(images, channels, height, width, size, beginning, seed, iteration);
  }

  @ParameterizedTest
  @CsvSource({"0.004", "0.02", "0.3", "0.95"})
  void eachPlaceBeginsABlockWithProbabilityGamma(double gamma) {
    // Blocks of a single cell: what is dropped are the places themselves.
    int planes = 40_000;
    int places = 4 * 5;

    Blocks blocks = drawing(planes / 8, 8, 4, 5, 1, gamma, 3, 0).draw();

    double share = 1 - (double) blocks.kept() / blocks.cells();
    double error = Math.sqrt(gamma * (1 - gamma) / ((double) planes * places));
    assertThat(share).isCloseTo(gamma, within(4 * error));
  }

  /**
   * All 64 ways in which blocks can begin at the six places of a plane, as often as places that
   * know nothing of each other would bring them about: numbers, positions, pairs and all.
   */
  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.3, 2", "0.5, 3", "0.8, 4"})
  void placesBeginBlocksIndependently(double gamma, long seed) {
    int planes = 200_000;
    int[] found = new int[1 << 6];
    int[] plane = new int[planes];

    drawing(planes / 10, 10, 3, 4, 2, gamma, seed, 5)
        .draw()
        .forEach((image, channel, top, left) -> plane[image * 10 + channel] |= 1 << top * 3 + left);

    for (int ways : plane) {
      found[ways]++;
    }
    double[] expected = new double[1 << 6];
    for (int way = 0; way < expected.length; way++) {
      int begun = Integer.bitCount(way);
      expected[way] = planes * Math.pow(gamma, begun) * Math.pow(1 - gamma, 6 - begun);
    }
    assertCloseInChiSquare(found, expected);
  }

  @Test
  void manyPlacesBeginBlocksEquallyOften() {
    int planes = 100_000;
    int[] found = new int[58 * 58];

    drawing(planes / 100, 100, 64, 64, 7, 0.005, 8, 6)
        .draw()
        .forEach((image, channel, top, left) -> found[top * 58 + left]++);

    double[] expected = new double[found.length];
    Arrays.fill(expected, planes * 0.005);
    // The counts are binomial, not multinomial, and each has its own chance: as many degrees as
    // places.
    assertCloseInChiSquare(found, expected, found.length);
  }

  /** One pair of places after another, far apart and side by side. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 8", "0, 63", "27, 28", "27, 35", "27, 36", "62, 63"})
  void twoPlacesBeginBlocksTogetherAsOftenAsByChance(int one, int other) {
    int planes = 400_000;
    double gamma = 0.05;
    long[] plane = new long[planes];

    drawing(planes / 100, 100, 14, 14, 7, gamma, 21, 7)
        .draw()
        .forEach(
            (image, channel, top, left) -> plane[image * 100 + channel] |= 1L << top * 8 + left);

    long both = Arrays.stream(plane).filter(p -> (p >>> one & p >>> other & 1) != 0).count();
    double expected = planes * gamma * gamma;
    assertThat((double) both).isCloseTo(expected, within(4 * Math.sqrt(expected)));
  }

  /**
   * Planes of one image, images, iterations and keys, beside each other and four channels apart.
   */
  @ParameterizedTest
  @CsvSource({"0, 1, 0, 0", "0, 4, 0, 0", "1, 0, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1"})
  void planesKnowNothingOfEachOther(int image, int channel, int iteration, int key) {
    int images = 300;
    int channels = 200;
    long[] left = planes(images, channels, 0, 50);
    long[] right = planes(images, channels, iteration, 50 + key);
    int[] found = new int[9];
    int pairs = 0;
    for (int i = 0; i + image < images; i++) {
      for (int c = 0; c + channel < channels; c++) {
        int here = Math.min(2, Long.bitCount(left[i * channels + c]));
        int there = Math.min(2, Long.bitCount(right[(i + image) * channels + c + channel]));
        found[3 * here + there]++;
        pairs++;
      }
    }
    double none = Math.pow(0.98, 64);
    double one = 64 * 0.02 * Math.pow(0.98, 63);
    double[] shares = {none, one, 1 - none - one};
    double[] expected = new double[9];
    for (int i = 0; i < 9; i++) {
      expected[i] = pairs * shares[i / 3] * shares[i % 3];
    }

    assertCloseInChiSquare(found, expected);
  }

  private static long[] planes(int images, int channels, int iteration, long seed) {
    long[] planes = new long[images * channels];
    drawing(images, channels, 14, 14, 7, 0.02, seed, iteration)
        .draw()
        .forEach(
            (image, channel, top, left) ->
                planes[image * channels + channel] |= 1L << top * 8 + left);
    return planes;
  }

  private static void assertCloseInChiSquare(int[] found, double[] expected) {
    assertCloseInChiSquare(found, expected, found.length - 1);
  }

  /** Within four standard deviations, above and below. */
  private static void assertCloseInChiSquare(int[] found, double[] expected, int degrees) {
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      sum += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i];
    }
    assertThat(sum).isCloseTo(degrees, within(4 * Math.sqrt(2.0 * degrees)));
  }

  /** So a smaller last batch, or a batch in two halves, drops what the whole would. */
  @Test
  void whatAPlaneDropsDoesNotDependOnHowManyThereAre() {
    long[] all = planes(8, 12, 3, 9);
    long[] few = planes(5, 7, 3, 9);

    for (int image = 0; image < 5; image++) {
      for (int channel = 0; channel < 7; channel++) {
        assertThat(few[image * 7 + channel]).isEqualTo(all[image * 12 + channel]);
      }
    }
    assertThat(Arrays.stream(few).filter(plane -> plane != 0)).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"14, 14, 7", "9, 13, 4", "6, 6, 6", "5, 8, 1"})
  void gammaOfZeroDropsNothingAndOfOneEverything(int height, int width, int size) {
    assertThat(drawing(2, 3, height, width, size, 0, 1, 0).draw().kept())
        .isEqualTo(6L * height * width);
    assertThat(drawing(2, 3, height, width, size, 1, 1, 0).draw().kept()).isZero();
  }
}
