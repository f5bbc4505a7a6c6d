package io.github.dropblock.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.BackendChoice;
import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.harness.backend.CudaArtifacts;
import io.github.dropblock.harness.backend.CudaLibraries;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.PreparedKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuDiagnosisTest {
  private static final ComputeCapability HOPPER = new ComputeCapability(9, 0);
  private static final InstalledCuda NOTHING =
      new InstalledCuda(11, List.of(), List.of("libcublas.so.11", "libcudnn.so.8"));

  @TempDir Path cache;

  private List<String> lines(
      ComputeCapability capability, CudaLibraries libraries, Coordinates... missing) {
    PreparedKernels prepared = new PreparedKernels(cache);
    return new GpuDiagnosis(
            new NvidiaDriver(List.of(gpu(capability)), ""),
            false,
            gpu -> BackendChoice.problem(gpu, prepared),
            prepared,
            libraries,
            NOTHING,
            List.of(missing))
        .lines();
  }

  private static Gpu gpu(ComputeCapability capability) {
    return new Gpu(0, "GPU-1", "H100", "580.159", capability, 80L << 30, 79L << 30);
  }

  @Test
  void saysThatCompiledStepsNeedNothingPrepared() {
    assertThat(
            new GpuDiagnosis(
                    new NvidiaDriver(List.of(gpu(HOPPER)), ""),
                    true,
                    gpu -> Optional.empty(),
                    new PreparedKernels(cache),
                    CudaLibraries.DOWNLOAD,
                    NOTHING,
                    List.of(CudaArtifacts.cuda12Libraries()))
                .lines())
        .endsWith(
            "         compiled steps run on it, as far as CUDA's libraries go",
            "CUDA     12.6 with cuDNN 9.5 from Maven Central, downloaded by the first run:"
                + " [org.bytedeco:cuda:linux-x86_64-redist:12.6-9.5-1.5.11]",
            "         what a training step costs here: mvn dropblock:bench"
                + " -Ddropblock.backend=cuda -Ddropblock.step=compiled");
  }

  @Test
  void saysWhyThereIsNoGpu() {
    assertThat(
            new GpuDiagnosis(
                    new NvidiaDriver(List.of(), "no driver; install it"),
                    false,
                    gpu -> Optional.empty(),
                    new PreparedKernels(cache),
                    CudaLibraries.DOWNLOAD,
                    NOTHING,
                    List.of())
                .lines())
        .containsExactly("GPU      none: no driver; install it");
  }

  @Test
  void saysThatTheKernelsRunAsTheyAre() {
    assertThat(lines(new ComputeCapability(8, 6), CudaLibraries.DOWNLOAD))
        .containsExactly(
            "GPU      0: H100, compute capability 8.6, driver 580.159, 79.0 GiB of 80.0 GiB free",
            "         ND4J's kernels run on it as they are: machine code for sm_35, sm_50, sm_52,"
                + " sm_60, sm_61, sm_70, sm_75, sm_80, sm_86; PTX for sm_86",
            "CUDA     11.8 with cuDNN 8.6 from Maven Central, in the local repository already",
            "         what a training step costs here: mvn dropblock:bench"
                + " -Ddropblock.backend=cuda");
  }

  @Test
  void saysHowToCompileKernelsForANewerGpu() {
    assertThat(lines(HOPPER, CudaLibraries.DOWNLOAD).get(1))
        .contains("PTX for sm_86; ")
        .contains("run dropblock:prepare-gpu once");
  }

  @Test
  void saysThatTheKernelsWereCompiled() throws IOException {
    Path folder = new PreparedKernels(cache).folder(HOPPER, "ptxas-13.0.88");
    Files.createDirectories(PreparedKernels.library(folder).getParent());
    Files.createFile(PreparedKernels.library(folder));

    assertThat(lines(HOPPER, CudaLibraries.DOWNLOAD).get(1))
        .endsWith("were compiled for it: " + folder);
  }

  @Test
  void namesWhatTheFirstRunDownloads() {
    assertThat(lines(HOPPER, CudaLibraries.DOWNLOAD, CudaArtifacts.kernels()))
        .anyMatch(
            line ->
                line.endsWith(
                    "downloaded by the first run:"
                        + " [org.nd4j:nd4j-cuda-11.2:linux-x86_64-cudnn:1.0.0-M1.1]"));
  }

  @Test
  void namesWhatAnInstalledCudaLacks() {
    assertThat(lines(HOPPER, CudaLibraries.INSTALLED))
        .contains(
            "CUDA     cuDNN 8 is not installed; missing: libcublas.so.11, libcudnn.so.8;"
                + " install them, or use -Ddropblock.cudaLibraries=download");
  }
}
