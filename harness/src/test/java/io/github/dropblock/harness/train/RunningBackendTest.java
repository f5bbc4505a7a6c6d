package io.github.dropblock.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Backend;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RunningBackendTest {
  @Test
  void saysWhatRuns() throws Exception {
    assertThat(RunningBackend.require(Backend.CPU)).startsWith("ND4J CPU, ");
  }

  @Test
  void refusesTheCpuWhereAGpuWasAskedFor() {
    assertThatThrownBy(() -> RunningBackend.require(Backend.CUDA_TF32))
        .hasMessage("asked for backend cuda-tf32, but ND4J runs CPU");
  }

  @Test
  void namesTheGpuAndItsPrecision() throws Exception {
    Properties cuda = cuda(List.of(device()));

    assertThat(RunningBackend.describe(Backend.CUDA, cuda))
        .isEqualTo(
            "ND4J CUDA, NVIDIA H100 (compute capability 9.0), BLAS CUBLAS, TensorFloat-32 off");
    assertThat(RunningBackend.describe(Backend.CUDA_TF32, cuda)).endsWith("TensorFloat-32 allowed");
  }

  @Test
  void refusesCudaWithoutAGpu() {
    assertThatThrownBy(() -> RunningBackend.describe(Backend.CUDA, cuda(List.of())))
        .hasMessage("asked for backend cuda, but ND4J sees no GPU");
  }

  /** As ND4J 1.0.0-M1.1's CudaExecutioner fills it in. */
  private static Properties cuda(List<Map<String, Object>> devices) {
    Properties environment = new Properties();
    environment.put("backend", "CUDA");
    environment.put("blas.vendor", "CUBLAS");
    environment.put("cuda.devicesInformation", devices);
    return environment;
  }

  private static Map<String, Object> device() {
    return Map.of("cuda.deviceName", "NVIDIA H100", "cuda.deviceMajor", 9L, "cuda.deviceMinor", 0L);
  }
}
