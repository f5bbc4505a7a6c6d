package io.github.dropblock.harness.compiled.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import io.github.dropblock.harness.compiled.Shape;
import io.github.dropblock.harness.compiled.UpdateRule;
import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import io.github.dropblock.harness.regularize.Blocks;
import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.Dropout;
import io.github.dropblock.harness.regularize.DroppedUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** Some maps, and what DropBlock makes of them on the CPU. */
  private final class Case {
    final Shape maps =
        new Shape(
            random.nextInt(1, 4),
            random.nextInt(1, 10),
            random.nextInt(1, 40),
            random.nextInt(1, 70));
    final int length = (int) maps.length();
    final float[] numbers = drawn(length);
    final DropBlock dropBlock;
    final Blocks blocks;

    Case(double keep, int iteration) {
      int side = (int) Math.min(maps.height(), maps.width());
      int size = random.nextInt(1, Math.min(random.nextBoolean() ? 8 : 40, side) + 1);
      dropBlock =
          new DropBlock(
              new DropBlockSettings(keep, size, KeepSchedule.CONSTANT), 1, random.nextLong());
      blocks =
          dropBlock.draw(
              (int) maps.images(),
              (int) maps.channels(),
              (int) maps.height(),
              (int) maps.width(),
              iteration,
              0);
    }

    /** What blocks leave, scaled. */
    float[] dropped(float... of) {
      float[] dropped = of.clone();
      float scale = (float) blocks.scale();
      for (int i = 0; i < length; i++) {
        dropped[i] *= scale;
      }
      int width = (int) maps.width();
      blocks.forEach(
          (image, channel, top, left) -> {
            for (int y = top; y < top + blocks.size(); y++) {
              int row =
                  (int) (((image * maps.channels() + channel) * maps.height() + y) * width + left);
              Arrays.fill(dropped, row, row + blocks.size(), 0);
            }
          });
      return dropped;
    }
  }

  /** All places of a network at once, whatever their sizes. */
  @Test
  void blocksAreDroppedAsOnTheCpu() {
    int droppedInAll = 0;
    for (int round = 0; round < 40; round++) {
      List<Case> cases = new ArrayList<>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        double keep = round % 9 == 8 ? 0.02 : 1 - random.nextDouble() * random.nextDouble();
        cases.add(new Case(Math.max(0.01, keep), round));
      }
      Drawn drawn = draw(cases, round);
      for (int i = 0; i < cases.size(); i++) {
        Case one = cases.get(i);
        droppedInAll += one.blocks.count();
        assertThat(drawn.dropped(i)).isEqualTo(one.length - one.blocks.kept());
        checkPasses(one, drawn.masks.get(i), drawn.scales + (long) i * Float.BYTES);
      }
      drawn.places.forEach(gpu::free);
    }
    assertThat(droppedInAll).isGreaterThan(1000);
  }

  /** Each kernel that drops, by what was drawn. */
  private void checkPasses(Case one, long mask, long scale) {
    float[] others = drawn(one.length);
    long maps = put(one.numbers);
    long other = put(others);
    long to = put(new float[one.length]);
    long count = one.length;
    int width = (int) one.maps.width();
    gpu.kernels.launch("drop_blocks", count, maps, to, mask, scale, count, width);
    assertThat(unsigned(get(to, one.length))).containsExactly(unsigned(one.dropped(one.numbers)));

    float[] sums = new float[one.length];
    for (int i = 0; i < one.length; i++) {
      sums[i] = Math.max(0, one.numbers[i] + others[i]);
    }
    float[] output = one.dropped(sums);
    gpu.kernels.launch("sum_relu_drop", count, maps, other, to, mask, scale, count, width);
    assertThat(unsigned(get(to, one.length))).containsExactly(unsigned(output));

    // DropBlock's gradient, and ReLU's of that.
    float[] gradient = one.dropped(one.numbers);
    for (int i = 0; i < one.length; i++) {
      gradient[i] = sums[i] > 0 ? gradient[i] : 0;
    }
    gpu.kernels.launch("relu_drop_gradient", count, to, maps, maps, scale, count);
    assertThat(unsigned(get(maps, one.length))).containsExactly(unsigned(gradient));
    List.of(maps, other, to).forEach(gpu::free);
  }

  /** With 0 for −0. */
  private static float[] unsigned(float... numbers) {
    float[] unsigned = numbers.clone();
    for (int i = 0; i < unsigned.length; i++) {
      unsigned[i] += 0f;
    }
    return unsigned;
  }

  private final class Drawn {
    final List<Long> places = new ArrayList<>();
    final List<Long> masks = new ArrayList<>();
    long scales;
    long counts;

    long room(long bytes) {
      places.add(gpu.allocate(bytes));
      return places.get(places.size() - 1);
    }

    long dropped(int index) {
      Memory count = new Memory(Long.BYTES);
      gpu.read(counts + (long) index * Long.BYTES, count);
      return count.getLong(0);
    }
  }

  private Drawn draw(List<Case> cases, int iteration) {
    Drawn drawn = new Drawn();
    int count = cases.size();
    Memory all = new Memory((long) count * BlockDrawing.PLACE_BYTES);
    long planes = 0;
    for (int i = 0; i < count; i++) {
      Case one = cases.get(i);
      Shape maps = one.maps;
      long ofPlace = BlockDrawing.planes(maps);
      long table =
          putInts(one.dropBlock.table((int) maps.height(), (int) maps.width(), 0).numbers());
      drawn.places.add(table);
      drawn.masks.add(drawn.room(ofPlace * BlockDrawing.maskWords(maps) * Integer.BYTES));
      BlockDrawing.write(
          all.share((long) i * BlockDrawing.PLACE_BYTES),
          table,
          drawn.masks.get(i),
          drawn.room(ofPlace * BlockDrawing.takenWords(maps, one.dropBlock) * Integer.BYTES),
          planes,
          maps,
          one.dropBlock);
      planes += ofPlace;
    }
    long described = drawn.room(all.size());
    gpu.write(described, all);
    long covered = drawn.room(planes * Integer.BYTES);
    long shares = drawn.room((long) count * BlockDrawing.SHARES * Integer.BYTES);
    drawn.counts = drawn.room((long) count * Long.BYTES);
    drawn.scales = drawn.room((long) count * Float.BYTES);
    long step = step(iteration, 0);
    drawn.places.add(step);
    gpu.kernels.launch("draw_blocks", planes, described, count, planes, covered, step);
    gpu.kernels.launch(
        "count_covered", (long) count * BlockDrawing.SHARES, described, count, covered, shares);
    gpu.kernels.launch("scale_kept", count, described, count, shares, drawn.counts, drawn.scales);
    return drawn;
  }
}
