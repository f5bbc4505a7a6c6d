package io.github.dropblock.harness.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, 3, linux-x86_64-avx2",
    "Linux, amd64, 2, linux-x86_64-avx2",
    "Linux, amd64, 1, linux-x86_64",
    "Linux, aarch64, 0, linux-arm64",
    "Mac OS X, x86_64, 2, macosx-x86_64-avx2",
    "Windows 11, amd64, 2, windows-x86_64-avx2",
    "Windows Server 2022, amd64, 0, windows-x86_64",
  })
  void choosesTheFastestLibrariesThatTheProcessorRuns(
      String os, String arch, int avx, String classifier) {
    assertThat(Platform.of(os, arch, avx).classifier()).isEqualTo(classifier);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, ppc64le, linux-ppc64le",
    "Linux, riscv64, linux-riscv64",
    "Mac OS X, aarch64, macosx-arm64"
  })
  void saysWhereItRunsWhenItDoesNotRunHere(String os, String arch, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Platform.of(os, arch, 0))
        .withMessageContaining("no native libraries for " + name)
        .withMessageContaining("run on linux-x86_64");
  }

  @Test
  void pointsOwnersOfAppleProcessorsToRosetta() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Platform.of("Mac OS X", "aarch64", 0))
        .withMessageContaining("Rosetta");
  }
}
