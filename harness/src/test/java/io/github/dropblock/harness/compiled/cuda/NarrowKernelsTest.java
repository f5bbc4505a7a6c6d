package io.github.dropblock.harness.compiled.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.jna.Memory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernels of bfloat16, compiled for the CPU, beside Java's floats of the same numbers. */
class NarrowKernelsTest {
  private final SplittableRandom random = new SplittableRandom(11);
  private final List<Long> places = new ArrayList<>();
  private GpuContext gpu;

  @BeforeEach
  void open() {
    gpu = new GpuContext(StandIn.libraries(), Precision.BFLOAT_16, Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    if (gpu != null) {
      places.forEach(gpu::free);
      gpu.close();
    }
  }

  private long room(long bytes) {
    long place = gpu.allocate(bytes);
    places.add(place);
    return place;
  }

  private long put(float... numbers) {
    long place = room((long) numbers.length * Float.BYTES);
    Memory memory = new Memory((long) numbers.length * Float.BYTES);
    memory.write(0, numbers, 0, numbers.length);
    gpu.write(place, memory);
    return place;
  }

  private float[] get(long place, int length) {
    return StandIn.floats(gpu, place, length);
  }

  private long putNarrow(float... numbers) {
    long place = room((long) numbers.length * Short.BYTES);
    Memory memory = new Memory((long) numbers.length * Short.BYTES);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(Float.floatToIntBits(numbers[i]) & 0xffff).isZero();
      memory.setShort((long) i * Short.BYTES, (short) (Float.floatToIntBits(numbers[i]) >>> 16));
    }
    gpu.write(place, memory);
    return place;
  }

  private float[] getNarrow(long place, int length) {
    Memory memory = new Memory((long) length * Short.BYTES);
    gpu.read(place, memory);
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = Float.intBitsToFloat(memory.getShort((long) i * Short.BYTES) << 16);
    }
    return numbers;
  }

  /** The nearest bfloat16, by exact arithmetic; of two equally near the one whose last bit is 0. */
  private static float nearest(float number) {
    float below = Float.intBitsToFloat(Float.floatToIntBits(number) & 0xffff0000);
    float above = Float.intBitsToFloat((Float.floatToIntBits(number) & 0xffff0000) + 0x10000);
    if (Float.isInfinite(above)) {
      // As far away as the next would be.
      return Math.abs(number) < 0x1.ffp127f ? below : above;
    }
    BigDecimal exact = new BigDecimal(number);
    int order =
        exact
            .subtract(new BigDecimal(below))
            .abs()
            .compareTo(exact.subtract(new BigDecimal(above)).abs());
    if (order == 0) {
      return (Float.floatToIntBits(below) & 0x10000) == 0 ? below : above;
    }
    return order < 0 ? below : above;
  }

  private float[] drawn(int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = nearest((float) (random.nextDouble() * 4 - 2));
    }
    return numbers;
  }

  @Test
  void floatsAreRoundedToTheNearest() {
    float[] numbers = new float[4000];
    for (int i = 0; i < numbers.length; i++) {
      int bits = random.nextInt();
      // Every other one lies half-way.
      bits = i % 2 == 0 ? bits & 0xffff0000 | 0x8000 : bits;
      float number = Float.intBitsToFloat(bits);
      numbers[i] = Float.isFinite(number) ? number : i;
    }
    numbers[0] = Float.MAX_VALUE;
    numbers[1] = Float.MIN_VALUE;
    long to = room((long) numbers.length * Short.BYTES);
    gpu.kernels.launch("narrow", numbers.length, put(numbers), to, (long) numbers.length);

    float[] found = getNarrow(to, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(found[i]).as("of %s", numbers[i]).isEqualTo(nearest(numbers[i]));
    }
  }

  @Test
  void whatIsNoNumberStaysNone() {
    float[] numbers = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    long to = room(8);
    gpu.kernels.launch("narrow", 3, put(numbers), to, 3L);
    assertThat(getNarrow(to, 3)).containsExactly(numbers);

    long back = room(12);
    gpu.kernels.launch("widen", 3, to, back, 3L);
    assertThat(get(back, 3)).containsExactly(numbers);
  }

  @Test
  void whatIsComputedOfTwoArraysIsTheNearestToWhatFloatsGive() {
    check("add", (x, y) -> (float) x + (float) y);
    check("sum_relu", (x, y) -> Math.max(0, (float) x + (float) y));
    check("relu_gradient", (x, y) -> x > 0 ? y : 0);
  }

  private void check(String kernel, DoubleBinaryOperator wanted) {
    int length = 1000;
    float[] left = drawn(length);
    float[] right = drawn(length);
    long to = room((long) length * Short.BYTES);
    gpu.kernels.launch(kernel, length, putNarrow(left), putNarrow(right), to, (long) length);

    float[] found = getNarrow(to, length);
    for (int i = 0; i < length; i++) {
      assertThat(found[i])
          .as(kernel)
          .isEqualTo(nearest((float) wanted.applyAsDouble(left[i], right[i])));
    }
  }

  /** Rounded once, behind ReLU and DropBlock, and not in between. */
  @Test
  void blocksAreDroppedFromSumsBeforeTheyAreRounded() {
    int width = 40;
    int length = 25 * width;
    float scale = 1.37f;
    int[] bits = random.ints(2L * length / width).toArray();
    float[] left = drawn(length);
    float[] right = drawn(length);
    float[] gradient = drawn(length);
    float[] output = new float[length];
    float[] ofSum = new float[length];
    for (int i = 0; i < length; i++) {
      int x = i % width;
      boolean dropped = (bits[2 * (i / width) + x / 32] >>> (x % 32) & 1) != 0;
      output[i] = dropped ? 0 : nearest(Math.max(0, left[i] + right[i]) * scale);
      ofSum[i] = output[i] > 0 ? nearest(gradient[i] * scale) : 0;
    }
    Memory words = new Memory((long) bits.length * Integer.BYTES);
    words.write(0, bits, 0, bits.length);
    long mask = room(words.size());
    gpu.write(mask, words);
    long factor = put(scale);
    long to = room((long) length * Short.BYTES);
    long count = length;
    gpu.kernels.launch(
        "sum_relu_drop", count, putNarrow(left), putNarrow(right), to, mask, factor, count, width);
    assertThat(getNarrow(to, length)).containsExactly(output);

    long back = putNarrow(gradient);
    gpu.kernels.launch("relu_drop_gradient", count, to, back, back, factor, count);
    assertThat(getNarrow(back, length)).containsExactly(ofSum);
  }

  @Test
  void theGradientOfABiasIsAddedUpInFloats() {
    int images = 3;
    int channels = 5;
    int area = 77;
    float[] gradient = drawn(images * channels * area);
    long ofPlanes = room(images * channels * 32 * 4L);
    long ofChannels = room(channels * 32 * 4L);
    long found = room(channels * 4L);
    gpu.kernels.launch(
        "plane_sums",
        images * channels * 32L,
        putNarrow(gradient),
        ofPlanes,
        (long) images * channels,
        area);
    gpu.kernels.launch("channel_sums", channels * 32L, ofPlanes, ofChannels, images, channels);
    gpu.kernels.launch("bias_gradient", channels, ofChannels, found, channels);

    double[] expected = new double[channels];
    for (int i = 0; i < gradient.length; i++) {
      expected[i / area % channels] += gradient[i];
    }
    float[] sums = get(found, channels);
    for (int channel = 0; channel < channels; channel++) {
      assertThat((double) sums[channel]).isCloseTo(expected[channel], within(1e-4));
    }
  }

  @Test
  void maximaArePooledAndTheirGradientGoesToTheFirstOfEquals() {
    for (int round = 0; round < 40; round++) {
      int planes = random.nextInt(1, 4);
      int height = random.nextInt(3, 12);
      int width = random.nextInt(3, 12);
      int window = random.nextInt(1, 4);
      int stride = random.nextInt(1, 4);
      int padding = random.nextInt(0, window);
      int rows = (height + 2 * padding - window) / stride + 1;
      int columns = (width + 2 * padding - window) / stride + 1;
      float[] maps = drawn(planes * height * width);
      for (int i = 0; i < maps.length; i++) {
        // Many are equal.
        maps[i] = Math.round(maps[i]);
      }
      float[] gradient = drawn(planes * rows * columns);
      float[] expected = new float[gradient.length];
      float[] expectedGradient = new float[maps.length];
      for (int at = 0; at < gradient.length; at++) {
        int first = -1;
        for (int cell = 0; cell < window * window; cell++) {
          int y = at / columns % rows * stride - padding + cell / window;
          int x = at % columns * stride - padding + cell % window;
          int place = (at / columns / rows * height + y) * width + x;
          if (y >= 0 && y < height && x >= 0 && x < width) {
            first = first < 0 || maps[place] > maps[first] ? place : first;
          }
        }
        expected[at] = maps[first];
        expectedGradient[first] += gradient[at];
      }
      Number[] sizes = {
        height, width, rows, columns, window, window, stride, stride, padding, padding
      };
      long pooled = room(gradient.length * 2L);
      long best = room(gradient.length * 2L);
      long ofMaps = room(maps.length * 2L);
      launch("max_pool", gradient.length, putNarrow(maps), pooled, best, sizes);
      launch("max_pool_gradient", maps.length, best, putNarrow(gradient), ofMaps, sizes);

      assertThat(getNarrow(pooled, gradient.length)).isEqualTo(expected);
      float[] found = getNarrow(ofMaps, maps.length);
      for (int i = 0; i < found.length; i++) {
        // Added in another order.
        assertThat(found[i]).isCloseTo(expectedGradient[i], within(0.04f));
      }
    }
  }

  private void launch(
      String kernel, long count, long first, long second, long third, Number... sizes) {
    List<Number> all = new ArrayList<>(List.of(first, second, third, count));
    all.addAll(List.of(sizes));
    gpu.kernels.launch(kernel, count, all.toArray(Number[]::new));
  }
}
