package io.github.dropblock.harness.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.backend.Step.Instructions;
import io.github.dropblock.harness.backend.Step.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepChoiceTest {
  private static final Platform AVX2 = new Platform("linux-x86_64", "-avx2", 2);
  private static final Platform AVX512 = new Platform("linux-x86_64", "-avx2", 3);

  @Test
  void stepsAreCompiledWithAllTheInstructionsThatTheProcessorHas() {
    assertThat(StepChoice.of(null, Backend.CPU, AVX512, null).step(2))
        .isEqualTo(new Step(StepKind.COMPILED, Instructions.AVX512, 2));
    assertThat(StepChoice.of(null, Backend.CPU, AVX2, null).step(2))
        .isEqualTo(new Step(StepKind.COMPILED, Instructions.AVX2, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "AVX2, AVX2",
    "avx2_vnni, AVX2",
    "SSE41, AVX2",
    "AVX512_CORE, AVX512",
    "AVX512_CORE_AMX, AVX512",
    "ALL, AVX512",
    "'', AVX512"
  })
  void oneDnnsOwnVariableCapsThem(String cap, Instructions instructions) {
    assertThat(StepChoice.of(null, Backend.CPU, AVX512, cap).instructions())
        .isEqualTo(instructions);
  }

  @Test
  void whereItWasNeverTriedDeeplearning4jComputesAndALineSaysWhy() {
    StepChoice choice = StepChoice.of(null, Backend.CPU, new Platform("linux-arm64", "", 0), null);

    assertThat(choice.kind()).isEqualTo(StepKind.DL4J);
    assertThat(choice.reason())
        .isEqualTo("the compiled step was never tried on linux-arm64 without AVX2");
    assertThat(StepChoice.of(null, Backend.CUDA, AVX512, null).kind()).isEqualTo(StepKind.DL4J);
  }

  @Test
  void whatIsAskedForIsTaken() {
    assertThat(StepChoice.of("dl4j", Backend.CPU, AVX512, null).kind()).isEqualTo(StepKind.DL4J);
    assertThat(
            StepChoice.of(" Compiled ", Backend.CPU, new Platform("linux-arm64", ""), null).kind())
        .isEqualTo(StepKind.COMPILED);
  }

  @Test
  void compiledOnAGpuTheProcessorsInstructionsDoNotMatter() {
    StepChoice choice = StepChoice.of("compiled", Backend.CUDA_TF32, AVX512, null);

    assertThat(choice.step(2)).isEqualTo(new Step(StepKind.COMPILED, Instructions.ANY, 2));
    assertThat(choice.reason()).endsWith("it was never run on a GPU");
    assertThat(Backend.CUDA_TF32.nd4j(choice.kind())).isEqualTo(Backend.CPU);
    assertThat(Backend.CUDA.nd4j(StepKind.DL4J_QUIET)).isEqualTo(Backend.CUDA);
  }

  @Test
  void bfloat16IsComputedByCompiledStepsAlone() {
    assertThat(StepChoice.of(null, Backend.CUDA_BF16, AVX512, null).kind())
        .isEqualTo(StepKind.COMPILED);
    assertThat(StepChoice.asksForCompiled(null, BackendChoice.CUDA_BF16)).isTrue();
    assertThat(StepChoice.asksForCompiled(null, BackendChoice.CUDA_TF32)).isFalse();
    String refusal =
        "only compiled steps have cuda-bf16, not dl4j; use compiled, or backend cuda-tf32";
    assertThatThrownBy(() -> StepChoice.of("dl4j", Backend.CUDA_BF16, AVX512, null))
        .hasMessage(refusal);
    assertThatThrownBy(() -> StepChoice.asksForCompiled("dl4j", BackendChoice.CUDA_BF16))
        .hasMessage(refusal);
  }

  @Test
  void whatCannotBeIsRefusedInALine() {
    assertThatThrownBy(() -> StepChoice.of("fast", Backend.CPU, AVX2, null))
        .hasMessage("unknown step 'fast'; choose compiled, dl4j, dl4j-quiet");
  }

  @Test
  void theExecutionerThatDoesNotWaitIsNamedBeforeNd4jIsLoadedAndBelongsToGpus() {
    Step quiet = StepChoice.of("dl4j-quiet", Backend.CUDA, AVX2, null).step(1);

    assertThat(quiet.jvmArguments()).containsExactly("-Dopexec=" + Step.QUIET);
    assertThat(quiet.inWords()).startsWith("dl4j-quiet, ");
    assertThat(StepChoice.of(null, Backend.CUDA, AVX2, null).step(1).jvmArguments()).isEmpty();
    assertThatThrownBy(() -> StepChoice.of("dl4j-quiet", Backend.CPU, AVX2, null))
        .hasMessage("dl4j-quiet is for GPUs; with backend cpu use compiled or dl4j");
  }

  @Test
  void oneDnnIsToldOfTheCapBeforeItIsLoaded() {
    assertThat(new Step(StepKind.COMPILED, Instructions.AVX512, 1).environment())
        .isEqualTo(Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE"));
    assertThat(new Step(StepKind.COMPILED, Instructions.ANY, 1).environment()).isEmpty();
  }
}
