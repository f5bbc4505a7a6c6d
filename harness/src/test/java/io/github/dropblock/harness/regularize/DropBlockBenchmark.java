package io.github.dropblock.harness.regularize;

import io.github.dropblock.harness.experiment.DropBlockSettings;
import io.github.dropblock.harness.experiment.KeepSchedule;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

/** How long DropBlock takes on the maps that ResNet-34's stages put out for 8 images. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DropBlockBenchmark {
  /** Channels × side of the map. */
  @Param({"64x56", "128x28", "256x14"})
  public String map;

  private final DropBlock dropBlock =
      new DropBlock(new DropBlockSettings(0.8, 0, KeepSchedule.CONSTANT), 1, 1);
  private INDArray input;
  private INDArray output;
  private INDArray gradient;
  private int iteration;

  @Setup
  public void fill() {
    String[] parts = map.split("x");
    long channels = Long.parseLong(parts[0]);
    long side = Long.parseLong(parts[1]);
    input = Nd4j.rand(DataType.FLOAT, 8, channels, side, side);
    output = input.ulike();
    gradient = input.dup();
  }

  @Benchmark
  public INDArray forwardAndBackward() {
    iteration++;
    dropBlock.applyDropout(input, output, iteration, 0, LayerWorkspaceMgr.noWorkspaces());
    dropBlock.backprop(gradient, gradient, iteration, 0);
    return gradient;
  }

  /** What moving as much memory costs, to compare with. */
  @Benchmark
  public INDArray copyForwardAndBackward() {
    output.assign(input);
    gradient.assign(input);
    return gradient;
  }
}
