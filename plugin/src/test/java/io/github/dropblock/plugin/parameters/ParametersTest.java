package io.github.dropblock.plugin.parameters;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.remedy.RemediableArgumentException;
import io.github.dropblock.harness.remedy.Remedy;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void aComplaintNamesTheParameterAndKeepsItsRemedy() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Parameters.checked(
                    "backend",
                    "cuda",
                    () -> {
                      throw new RemediableArgumentException(
                          "GPU 0 is newer than ND4J's kernels", Remedy.PREPARE_GPU);
                    }))
        .withMessage(
            "GPU 0 is newer than ND4J's kernels; run dropblock:prepare-gpu once to compile them for"
                + " it (-Ddropblock.backend=cuda)");
  }
}
