package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaKernels;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import io.github.dropblock.plugin.parameters.MemorySize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code dropblock:doctor} prints of GPUs: what is there, and for what is missing, what helps.
 *
 * @param compiled whether compiled steps are asked for
 * @param problemOf what keeps cells from running on a GPU
 * @param installed what the machine has of CUDA itself
 * @param missing CUDA artifacts that the local repository lacks
 */
record GpuDiagnosis(
    NvidiaDriver driver,
    boolean compiled,
    Function<Gpu, Optional<Complaint>> problemOf,
    PreparedKernels prepared,
    CudaLibraries libraries,
    InstalledCuda installed,
    List<Coordinates> missing) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (driver.gpus().isEmpty()) {
      lines.add("GPU      none: " + driver.problem());
      return lines;
    }
    driver.gpus().forEach(gpu -> lines.addAll(lines(gpu)));
    lines.add("CUDA     " + (libraries == CudaLibraries.INSTALLED ? ofMachine() : ofMaven()));
    lines.add(
        "         what a training step costs here: mvn dropblock:bench -Ddropblock.backend=cuda"
            + (compiled ? " -Ddropblock.step=compiled" : ""));
    return lines;
  }

  private List<String> lines(Gpu gpu) {
    return List.of(
        "GPU      %s: %s, compute capability %s, driver %s, %s"
            .formatted(gpu.index(), gpu.name(), gpu.capability(), gpu.driver(), memory(gpu)),
        "         " + kernels(gpu));
  }

  private static String memory(Gpu gpu) {
    return gpu.memoryKnown()
        ? "%s of %s free".formatted(new MemorySize(gpu.free()), new MemorySize(gpu.memory()))
        : "which doesn't say how much memory it has: one cell at a time, unless dropblock.cellsPerGpu says more";
  }

  private String kernels(Gpu gpu) {
    Optional<String> problem = problemOf.apply(gpu).map(FlagAdvice.WORDS::sentence);
    if (compiled) {
      return problem.orElse("compiled steps run on it, as far as CUDA's libraries go");
    }
    if (problem.isPresent()) {
      return "ND4J has %s; %s".formatted(CudaKernels.RELEASED, problem.get());
    }
    return CudaKernels.RELEASED.runsOn(gpu.capability())
        ? "ND4J's kernels run on it as they are: %s".formatted(CudaKernels.RELEASED)
        : "ND4J's kernels were compiled for it: %s"
            .formatted(prepared.find(gpu.capability()).orElseThrow());
  }

  private String ofMaven() {
    return (compiled ? "12.6 with cuDNN 9.5" : "11.8 with cuDNN 8.6")
        + " from Maven Central, "
        + (missing.isEmpty()
            ? (compiled ? "there already" : "in the local repository already")
            : "downloaded by the first run: " + missing);
  }

  private String ofMachine() {
    return installed.missing().isEmpty()
        ? "%s, installed in %s".formatted(installed.title(), installed.folders())
        : "%s; missing: %s; install them, or use -Ddropblock.cudaLibraries=download"
            .formatted(
                "cuDNN %s is %s"
                    .formatted(
                        compiled ? 9 : 8, installed.hasCudnn() ? "installed" : "not installed"),
                String.join(", ", installed.missing()));
  }
}
