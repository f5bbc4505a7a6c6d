package io.github.dropblock.harness.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.ComputeCapability;
import io.github.dropblock.harness.remedy.Helped;
import io.github.dropblock.harness.remedy.Remedy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
  /** What nvrtcGetSupportedArchs of CUDA 11.2 answers. */
  private static final int[] OF_11_2 = {35, 37, 50, 52, 53, 60, 61, 62, 70, 72, 75, 80, 86};

  @ParameterizedTest
  @CsvSource({"6.0, 60", "6.1, 61", "7.5, 75", "8.6, 86", "8.9, 86"})
  void codeIsMadeForTheNewestArchitectureOfItsGenerationThatTheGpuRuns(
      String capability, int architecture) {
    assertThat(Architectures.choose(ComputeCapability.parse(capability), OF_11_2))
        .isEqualTo(architecture);
  }

  @Test
  void aGenerationThatTheCompilerDoesNotKnowIsRefusedInALine() {
    assertThatThrownBy(() -> Architectures.choose(ComputeCapability.parse("9.0"), OF_11_2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "CUDA's compiler NVRTC makes no code for compute capability 9.0, only for sm_35, ")
        .satisfies(Helped.by(Remedy.TAKE_CUDA_11))
        .hasMessageNotContaining("\n");
  }
}
