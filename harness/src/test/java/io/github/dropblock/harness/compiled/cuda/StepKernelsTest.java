package io.github.dropblock.harness.compiled.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import io.github.dropblock.harness.compiled.UpdateRule;
import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.regularize.BlockTable;
import io.github.dropblock.harness.regularize.Blocks;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.Dropout;
import io.github.dropblock.harness.regularize.DroppedUnits;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels' own source, compiled for the CPU: bit for bit what Java makes of the same numbers.
 */
class StepKernelsTest {
  private final SplittableRandom random = new SplittableRandom(7);
  private GpuContext gpu;

  @BeforeEach
  void open() {
    gpu = new GpuContext(StandIn.libraries(), Precision.FLOAT_32, Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    if (gpu != null) {
      gpu.close();
    }
  }

  private long put(float... numbers) {
    long place = gpu.allocate((long) numbers.length * Float.BYTES);
    Memory memory = new Memory((long) numbers.length * Float.BYTES);
    memory.write(0, numbers, 0, numbers.length);
    gpu.write(place, memory);
    return place;
  }

  private long putInts(int... numbers) {
    long place = gpu.allocate((long) numbers.length * Integer.BYTES);
    Memory memory = new Memory((long) numbers.length * Integer.BYTES);
    memory.write(0, numbers, 0, numbers.length);
    gpu.write(place, memory);
    return place;
  }

  private float[] get(long place, int length) {
    return StandIn.floats(gpu, place, length);
  }

  /** {@code struct Step}. */
  private long step(int iteration, float rate) {
    long place = putInts(iteration, 0);
    Memory number = new Memory(Float.BYTES);
    number.setFloat(0, rate);
    gpu.write(place + Integer.BYTES, number);
    return place;
  }

  private float[] drawn(int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return numbers;
  }

  static Stream<UpdateRule> optimizers() {
    return Stream.of(
        new UpdateRule.ZeilersAdaDelta(0.95f, 1e-6f),
        new UpdateRule.RmsProp(1e-3f, 0.9f, 1e-7f),
        new UpdateRule.AdaMax(2e-3, 0.9, 0.999, 1e-7f),
        new UpdateRule.KingmasAdam(1e-4, 0.9, 0.999, 1e-7f));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void optimisersComeToTheSameBits(UpdateRule optimizer) {
    int length = 1000;
    float[] w = drawn(length);
    float[] first = new float[length];
    float[] second = new float[length];
    long places = put(new float[4 * length]);
    long atW = places;
    writeAt(atW, w);
    for (int iteration = 0; iteration < 4; iteration++) {
      float[] g = drawn(length);
      long step = step(iteration, optimizer.rate(iteration));
      writeAt(places + 3L * length * Float.BYTES, g);
      OptimizerLaunch.queue(gpu, new AllOf(places, length), optimizer, step);
      optimizer.at(iteration).apply(w, g, first, second, length);

      assertThat(get(atW, length)).containsExactly(w);
      gpu.free(step);
    }
    assertThat(get(places + (long) length * Float.BYTES, length)).containsExactly(first);
    assertThat(get(places + 2L * length * Float.BYTES, length)).containsExactly(second);
    gpu.free(places);
  }

  private void writeAt(long place, float... numbers) {
    Memory memory = new Memory((long) numbers.length * Float.BYTES);
    memory.write(0, numbers, 0, numbers.length);
    gpu.write(place, memory);
  }

  /** Values, two states and gradients side by side. */
  private record AllOf(long place, int length) implements Trained {
    @Override
    public long trained() {
      return length;
    }

    @Override
    public long all(int array) {
      return place + (long) array * length * Float.BYTES;
    }

    @Override
    public long gradients() {
      return all(3);
    }
  }

  @Test
  void unitsAreDroppedAsOnTheCpu() {
    for (int round = 0; round < 20; round++) {
      int images = random.nextInt(1, 6);
      int units = random.nextInt(1, 40);
      double rate = random.nextDouble() * 0.9;
      long seed = random.nextLong();
      float[] numbers = drawn(images * units);
      long from = put(numbers);
      long step = step(round, 0);
      gpu.kernels.launch(
          "drop_units",
          (long) images * ((units + 3) / 4),
          from,
          from,
          images,
          units,
          (int) seed,
          (int) (seed >>> 32),
          DroppedUnits.bound(rate),
          DroppedUnits.scale(rate),
          step);
      float[] factors = new Dropout(rate, seed).draw(images, units, round).factors();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] *= factors[i];
      }

      assertThat(get(from, numbers.length)).containsExactly(numbers);
      gpu.free(from);
      gpu.free(step);
    }
  }

  @Test
  void blocksAreDroppedAsOnTheCpu() {
    int droppedInAll = 0;
    for (int round = 0; round < 60; round++) {
      int images = random.nextInt(1, 4);
      int channels = random.nextInt(1, 10);
      int height = random.nextInt(1, 40);
      int width = random.nextInt(1, 40);
      int size = random.nextInt(1, Math.min(8, Math.min(height, width)) + 1);
      double keep = round % 9 == 8 ? 0.02 : 1 - random.nextDouble() * random.nextDouble();
      long seed = random.nextLong();
      DropBlock dropBlock =
          new DropBlock(
              new DropBlockSettings(Math.max(0.01, keep), size, KeepSchedule.CONSTANT), 1, seed);
      float[] numbers = drawn(images * channels * height * width);
      Blocks blocks = dropBlock.draw(images, channels, height, width, round, 0);
      droppedInAll += blocks.count();
      float[] expected = numbers.clone();
      float scale = (float) blocks.scale();
      for (int i = 0; i < expected.length; i++) {
        expected[i] *= scale;
      }
      blocks.forEach(
          (image, channel, top, left) -> {
            for (int y = top; y < top + blocks.size(); y++) {
              int row = ((image * channels + channel) * height + y) * width;
              Arrays.fill(expected, row + left, row + left + blocks.size(), 0);
            }
          });

      float[] found =
          dropped(
              dropBlock.table(height, width, 0),
              seed,
              round,
              new int[] {images, channels, height, width},
              numbers);

      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i] == expected[i]).as("round %d, number %d", round, i).isTrue();
      }
    }
    assertThat(droppedInAll).isGreaterThan(1000);
  }

  private float[] dropped(
      BlockTable table, long seed, int iteration, int[] shape, float[] numbers) {
    int height = shape[2];
    int width = shape[3];
    int planes = shape[0] * shape[1];
    long numbersOfTable = putInts(table.numbers());
    long maps = put(numbers);
    long mask = gpu.allocate((long) planes * height * ((width + 31) / 32) * Integer.BYTES);
    long taken = gpu.allocate((long) planes * ((height * width + 31) / 32) * Integer.BYTES);
    long count = gpu.allocate(Long.BYTES);
    long step = step(iteration, 0);
    gpu.kernels.launch(
        "draw_blocks",
        planes,
        numbersOfTable,
        mask,
        taken,
        count,
        shape[0],
        shape[1],
        height,
        width,
        table.size(),
        (int) seed,
        (int) (seed >>> 32),
        step);
    gpu.kernels.launch(
        "drop_blocks", numbers.length, maps, maps, mask, count, (long) numbers.length, width);
    float[] found = get(maps, numbers.length);
    for (long place : new long[] {numbersOfTable, maps, mask, taken, count, step}) {
      gpu.free(place);
    }
    return found;
  }
}
