package io.github.dropblock.harness.backend;

import static io.github.dropblock.harness.backend.Gpus.gpu;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepCudaTest {
  private static Optional<Complaint> downloaded(String capability) {
    return StepCuda.problem(gpu(0, "GPU", capability), CudaLibraries.DOWNLOAD, StepCuda.DOWNLOADED);
  }

  private static Optional<Complaint> installed(String capability, String driver, int version) {
    Gpu gpu = new Gpu(0, "", "GPU", driver, ComputeCapability.parse(capability), 0, 0);
    return StepCuda.problem(gpu, CudaLibraries.INSTALLED, version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "6.1", "7.5", "8.9", "9.0"})
  void nothingHasToBePreparedUpToHopper(String capability) {
    assertThat(downloaded(capability)).isEmpty();
  }

  @Test
  void aNewerGpuWantsAnInstalledCuda13() {
    assertThat(downloaded("12.0"))
        .contains(
            new Complaint(
                "GPU 0, GPU (compute capability 12.0) is newer than CUDA 12.6's libraries",
                Remedy.INSTALL_CUDA_13));
    assertThat(installed("12.0", "580.159", 13)).isEmpty();
  }

  @Test
  void anOlderGpuIsLeftToDeeplearning4j() {
    assertThat(downloaded("3.7").orElseThrow().remedies()).containsExactly(Remedy.USE_DL4J_STEP);
    assertThat(installed("7.0", "580.159", 13).orElseThrow().what()).contains("older than any");
  }

  @Test
  void theDriverHasToKnowThatCuda() {
    assertThat(installed("9.0", "520.61.05", 12).orElseThrow().what())
        .contains("has driver 520.61.05, and CUDA 12 wants 525 or newer");
    assertThat(installed("9.0", "570.1", 13).orElseThrow().what()).contains("wants 580 or newer");
  }

  @Test
  void whatAStepDoesWithoutIsNotUnpacked() {
    assertThat(StepCuda.entries())
        .contains("org/bytedeco/cuda/linux-x86_64/libnvrtc-builtins.so.12.6")
        .noneMatch(entry -> entry.contains("adv") || entry.contains("cusolver"));
  }
}
