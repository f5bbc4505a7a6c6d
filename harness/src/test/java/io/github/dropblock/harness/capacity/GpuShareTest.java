package io.github.dropblock.harness.capacity;

import static io.github.dropblock.harness.backend.Gpus.gpu;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.CudaFolders;
import io.github.dropblock.harness.backend.Gpu;
import io.github.dropblock.harness.backend.PreparedKernels;
import io.github.dropblock.harness.backend.Setup;
import io.github.dropblock.harness.fork.ForkOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuShareTest {
  private static final Gpu AMPERE = gpu(0, "A100", "8.0");
  private static final Gpu HOPPER = gpu(1, "H100", "9.0");
  private static final ForkOptions PLAIN =
      new ForkOptions(List.of(Path.of("harness.jar")), 2, 1, 1, List.of("-Xss2m"));

  private static final CudaFolders ND4J = new CudaFolders(CudaFolders.ND4J, List.of());

  @TempDir Path cache;

  private List<GpuShare> shares(Backend backend, int cells, Gpu... gpus) {
    return GpuShare.of(
        new Setup(backend, List.of(gpus), ""), cells, new PreparedKernels(cache), ND4J);
  }

  private ForkOptions fork(Backend backend, Gpu gpu) {
    return shares(backend, 1, gpu).get(0).of(PLAIN);
  }

  @Test
  void cellsGoToTheGpusInTurn() {
    assertThat(shares(Backend.CUDA, 5, AMPERE, HOPPER))
        .extracting(share -> share.gpu().index())
        .containsExactly(0, 1, 0, 1, 0);
  }

  @Test
  void cellsOnOneGpuShareItsFreeMemory() {
    long usable = (long) (AMPERE.free() * 0.9);

    assertThat(shares(Backend.CUDA, 5, AMPERE, HOPPER))
        .extracting(GpuShare::deviceBytes)
        .containsExactly(usable / 3, usable / 2, usable / 3, usable / 2, usable / 3);
  }

  @Test
  void aCellSeesItsOwnGpuOnlyAndAtMostItsShare() {
    assertThat(fork(Backend.CUDA_TF32, AMPERE).environment())
        .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-0")
        .containsEntry("SD_MAX_DEVICE_BYTES", Long.toString((long) (AMPERE.free() * 0.9)));
  }

  @Test
  void aCellLoadsTheKernelsThatItUsesUnlessTheUserSaysOtherwise() {
    assertThat(fork(Backend.CUDA, AMPERE).environment())
        .containsEntry(
            "CUDA_MODULE_LOADING", System.getenv().getOrDefault("CUDA_MODULE_LOADING", "LAZY"));
  }

  @Test
  void whereTheDriverDoesNotSayHowMuchMemoryThereIsNobodyLimitsIt() {
    Gpu silent = new Gpu(0, "GPU-0", "GB10", "580", AMPERE.capability(), 0, 0);

    assertThat(fork(Backend.CUDA, silent).environment()).doesNotContainKey("SD_MAX_DEVICE_BYTES");
  }

  @Test
  void precisionIsAsAskedFor() {
    assertThat(fork(Backend.CUDA, AMPERE).environment()).containsEntry("NVIDIA_TF32_OVERRIDE", "0");
    assertThat(fork(Backend.CUDA_TF32, AMPERE).environment())
        .doesNotContainKey("NVIDIA_TF32_OVERRIDE");
  }

  @Test
  void theUsersArgumentsStillComeLast() {
    assertThat(fork(Backend.CUDA, AMPERE).jvmArguments())
        .containsExactly("-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-Xss2m");
  }

  @Test
  void preparedKernelsComeBeforeTheReleasedOnesAndAreUnpackedApart() throws IOException {
    Path prepared = new PreparedKernels(cache).folder(HOPPER.capability(), "ptxas-13");
    Files.createDirectories(PreparedKernels.library(prepared).getParent());
    Files.createFile(PreparedKernels.library(prepared));

    ForkOptions fork = fork(Backend.CUDA, HOPPER);

    assertThat(fork.classPath()).containsExactly(prepared, Path.of("harness.jar"));
    assertThat(fork.jvmArguments())
        .contains("-Dorg.bytedeco.javacpp.cachedir=" + prepared.resolveSibling("javacpp"));
  }

  @Test
  void compiledStepsAreToldTheirCudaAndTheirShareAndNeedNoPreparedKernels() throws IOException {
    Path prepared = new PreparedKernels(cache).folder(HOPPER.capability(), "ptxas-13");
    Files.createDirectories(PreparedKernels.library(prepared).getParent());
    Files.createFile(PreparedKernels.library(prepared));
    Path libraries = Path.of("/cache/cuda/steps");

    ForkOptions fork =
        GpuShare.of(
                new Setup(Backend.CUDA, List.of(HOPPER), ""),
                1,
                new PreparedKernels(cache),
                new CudaFolders(12, List.of(libraries)))
            .get(0)
            .of(PLAIN.unpackedInto(cache));

    assertThat(fork.classPath()).isEqualTo(PLAIN.classPath());
    assertThat(fork.environment())
        .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-1")
        .doesNotContainKey("SD_MAX_DEVICE_BYTES")
        .hasEntrySatisfying(
            "LD_LIBRARY_PATH", path -> assertThat(path).startsWith(libraries.toString()));
    assertThat(fork.jvmArguments())
        .contains(
            "-Ddropblock.cudaVersion=12",
            "-Ddropblock.deviceBytes=" + (long) (HOPPER.free() * 0.9),
            "-Djna.tmpdir=" + cache.resolve("jna"))
        .last()
        .isEqualTo("-Xss2m");
  }

  @Test
  void anInstalledCudaIsFoundByTheLoader() {
    Path one = Path.of("/usr/local/cuda/lib64");
    Path two = Path.of("/opt/cudnn");
    GpuShare share =
        GpuShare.of(
                new Setup(Backend.CUDA, List.of(AMPERE), ""),
                1,
                new PreparedKernels(cache),
                new CudaFolders(CudaFolders.ND4J, List.of(one, two)))
            .get(0);

    assertThat(share.of(PLAIN).environment().get("LD_LIBRARY_PATH"))
        .startsWith(one + File.pathSeparator + two);
  }
}
