package io.github.dropblock.harness.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaKernelsTest {
  @ParameterizedTest
  @CsvSource({
    "3.0, false, false",
    "5.3, true, false",
    "6.0, true, false",
    "7.2, true, false",
    "7.5, true, false",
    "8.6, true, true",
    "8.9, true, true",
    "9.0, false, true",
    "12.0, false, true"
  })
  void machineCodeRunsWithinAGenerationAndPtxCompilesForLaterOnes(
      String gpu, boolean runs, boolean compiles) {
    ComputeCapability capability = ComputeCapability.parse(gpu);

    assertThat(CudaKernels.RELEASED.runsOn(capability)).isEqualTo(runs);
    assertThat(CudaKernels.RELEASED.compilesFor(capability)).isEqualTo(compiles);
  }
}
