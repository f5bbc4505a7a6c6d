package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.backend.BackendChoice;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.run.CellDirectory;
import io.github.dropblock.harness.run.EpochMetrics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Twelve training steps on a GPU are those on the CPU, as far as 24-bit floats are. */
public final class GpuEquality {
  /** Nats; differences of rounding grow from step to step. */
  private static final double TOLERANCE = 1e-3;

  private GpuEquality() {}

  /** Whether there is a GPU to compare with; else prints why not. */
  public static boolean possible(File basedir) {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "dropblock");
    try {
      BackendChoice.CUDA.decide(Platform.current(), NvidiaDriver::ask, new PreparedKernels(cache));
      return true;
    } catch (IllegalArgumentException noGpu) {
      System.out.println("Skipped " + basedir.getName() + ": " + noGpu.getMessage());
      return false;
    }
  }

  public static void verify(File basedir) throws IOException {
    for (String cell :
        List.of(
            "alexnet-none-s1",
            "alexnet-dropblock-s1",
            "resnet-34-none-s1",
            "resnet-34-dropblock-s1")) {
      CellDirectory cpu = cell(basedir, "cpu", cell);
      CellDirectory cuda = cell(basedir, "cuda", cell);
      assertThat(cuda.result().orElseThrow().backend()).startsWith("ND4J CUDA, ");
      assertThat(cuda.metrics()).hasSameSizeAs(cpu.metrics());
      for (int epoch = 0; epoch < cpu.metrics().size(); epoch++) {
        EpochMetrics expected = cpu.metrics().get(epoch);
        assertThat(cuda.metrics().get(epoch).trainLoss())
            .as("training loss of %s in epoch %d", cell, epoch + 1)
            .isCloseTo(expected.trainLoss(), within(TOLERANCE));
      }
    }
  }

  private static CellDirectory cell(File basedir, String run, String cell) {
    return new CellDirectory(
        basedir.toPath().resolve("target/dropblock").resolve(run).resolve("cells").resolve(cell));
  }
}
