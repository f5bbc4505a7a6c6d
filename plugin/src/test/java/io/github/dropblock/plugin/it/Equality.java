package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.BackendChoice;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.backend.StepCuda;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.run.NamedNumbers;
import io.github.dropblock.harness.run.NumbersComparison;
import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A GPU comes to the CPU's numbers as far as 24-bit floats do: in the forward pass, in every
 * gradient, and after ten steps.
 */
public final class Equality {
  private static final List<String> CELLS =
      List.of(
          "alexnet-none-s1",
          "alexnet-dropblock-s1",
          "resnet-34-none-s1",
          "resnet-34-dropblock-s1",
          "vgg-16-none-s1",
          "vgg-16-dropblock-s1");

  private static final String TRAINING = "io.github.dropblock.harness.train.CellMain";
  private static final String NUMBERS = "io.github.dropblock.harness.train.NumbersMain";

  private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "dropblock");

  private Equality() {}

  /** Whether there is a GPU to compare Deeplearning4j's steps on with; else prints why not. */
  public static boolean possible(File basedir) {
    PreparedKernels prepared = new PreparedKernels(CACHE);
    return possible(basedir, gpu -> BackendChoice.problem(gpu, prepared));
  }

  /** The same where something else may keep cells from running on a GPU. */
  static boolean possible(File basedir, Function<Gpu, Optional<Complaint>> problem) {
    try {
      BackendChoice.CUDA.decide(Platform.current(), NvidiaDriver::ask, problem);
      return true;
    } catch (IllegalArgumentException noGpu) {
      System.out.println("Skipped " + basedir.getName() + ": " + noGpu.getMessage());
      return false;
    }
  }

  public static void verify(File basedir) throws IOException, InterruptedException {
    verify(basedir, "ND4J CUDA, ");
  }

  /**
   * @param backend what the GPU's cells say they ran on begins so
   */
  static void verify(File basedir, String backend) throws IOException, InterruptedException {
    for (String name : CELLS) {
      CellDirectory cpu = cell(basedir, "cpu", name);
      CellDirectory cuda = cell(basedir, "cuda", name);
      assertThat(cuda.result().orElseThrow().backend()).startsWith(backend);
      assertThat(NumbersComparison.of(numbers(cpu, cpu), numbers(cuda, cpu)).differences())
          .as(name)
          .isEmpty();
    }
  }

  private static CellDirectory cell(File basedir, String run, String cell) {
    return new CellDirectory(
        basedir.toPath().resolve("target/dropblock").resolve(run).resolve("cells").resolve(cell));
  }

  /**
   * Has a cell's JVM, as it was started for the training, write down its numbers.
   *
   * @param first whose first weights are taken, if it has written down any
   */
  private static NamedNumbers numbers(CellDirectory cell, CellDirectory first)
      throws IOException, InterruptedException {
    Path file = cell.path().resolve("numbers");
    Path weights = first.path().resolve("numbers");
    String arguments = Files.readString(cell.path().resolve("java.args"));
    assertThat(arguments).contains(TRAINING);
    Path changed = cell.path().resolve("numbers.args");
    Files.writeString(
        changed,
        arguments.replace(TRAINING, NUMBERS)
            + "\"%s\"\n".formatted(file)
            + (Files.exists(weights) ? "\"%s\"\n".formatted(weights) : ""));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + changed);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("DNNL_MAX_CPU_ISA", "AVX2");
    builder.environment().put("NVIDIA_TF32_OVERRIDE", "0");
    builder.environment().putAll(cell.settings().orElseThrow().step().environment());
    // Where compiled steps find what was unpacked for the trainings.
    builder
        .environment()
        .merge("LD_LIBRARY_PATH", "" + StepCuda.folder(CACHE), (there, more) -> more + ":" + there);
    builder.redirectErrorStream(true);
    builder.redirectOutput(cell.path().resolve("numbers.log").toFile());
    assertThat(builder.start().waitFor())
        .as("exit code; see numbers.log in %s", cell.path())
        .isZero();
    return NamedNumbers.read(file);
  }
}
