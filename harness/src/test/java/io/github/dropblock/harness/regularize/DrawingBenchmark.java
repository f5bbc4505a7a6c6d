package io.github.dropblock.harness.regularize;

import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long a step's blocks take to draw, apart from zeroing them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DrawingBenchmark {
  /** Images × channels × side: maps of profile photos, then of profile quick. */
  @Param({"64x64x64", "64x256x8", "64x512x2", "32x16x32", "32x16x16", "32x64x2"})
  public String maps;

  private final DropBlock dropBlock =
      new DropBlock(new DropBlockSettings(0.8, 0, KeepSchedule.CONSTANT), 1, 1);
  private int[] shape;
  private int iteration;

  @Setup
  public void parse() {
    shape = Arrays.stream(maps.split("x")).mapToInt(Integer::parseInt).toArray();
  }

  @Benchmark
  public Blocks blocks() {
    return dropBlock.draw(shape[0], shape[1], shape[2], shape[2], iteration++, 0);
  }
}
