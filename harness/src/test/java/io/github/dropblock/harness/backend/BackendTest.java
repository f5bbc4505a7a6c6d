package io.github.dropblock.harness.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", " CPU "})
  void readsItsName(String text) {
    assertThat(Backend.parse(text)).isEqualTo(Backend.CPU);
  }

  @Test
  void refusesCudaAsNotYetThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backend.parse("cuda"))
        .withMessage("the CUDA backend is not part of this version yet; choose auto or cpu");
  }

  @Test
  void refusesAnUnknownName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backend.parse("gpu"))
        .withMessage("unknown backend 'gpu'; choose auto or cpu");
  }

  @Test
  void needsLibrariesOfOnePlatformOnly() {
    assertThat(Backend.CPU.artifacts(Platform.of("Linux", "amd64", 2)))
        .extracting(Coordinates::artifact, Coordinates::classifier)
        .containsExactly(
            tuple("nd4j-native", ""),
            tuple("nd4j-native", "linux-x86_64-avx2"),
            tuple("javacpp", "linux-x86_64"),
            tuple("openblas", "linux-x86_64"));
  }

  @Test
  void takesItsVersionsFromThePoms() {
    assertThat(Backend.CPU.artifacts(Platform.of("Linux", "amd64", 2)))
        .extracting(Coordinates::version)
        .allMatch(version -> version.matches("\\d+\\.\\d+\\.\\d+.*"));
  }
}
