package io.github.dropblock.harness.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackendTest {
  private static final Platform LINUX = Platform.of("Linux", "amd64", 2);

  @Test
  void theCpuNeedsLibrariesOfOnePlatformOnly() {
    assertThat(Backend.CPU.artifacts(LINUX, CudaLibraries.DOWNLOAD))
        .extracting(Coordinates::artifact, Coordinates::classifier)
        .containsExactly(
            tuple("nd4j-native", ""),
            tuple("nd4j-native", "linux-x86_64-avx2"),
            tuple("javacpp", "linux-x86_64"),
            tuple("dnnl", "linux-x86_64"),
            tuple("opencl", "linux-x86_64"),
            tuple("openblas", "linux-x86_64"));
  }

  @Test
  void cudaNeedsNoLibraryOfTheCpus() {
    assertThat(Backend.CUDA.artifacts(LINUX, CudaLibraries.DOWNLOAD))
        .extracting(Coordinates::artifact, Coordinates::classifier, Coordinates::version)
        .containsExactly(
            tuple("nd4j-cuda-11.2", "", "1.0.0-M1.1"),
            tuple("nd4j-cuda-11.2", "linux-x86_64-cudnn", "1.0.0-M1.1"),
            tuple("deeplearning4j-cuda-11.2", "", "1.0.0-M1.1"),
            tuple("javacpp", "linux-x86_64", "1.5.12"),
            tuple("cuda", "linux-x86_64", "11.2-8.1-1.5.5"),
            tuple("cuda", "linux-x86_64-redist", "11.8-8.6-1.5.8"));
  }

  @Test
  void anInstalledCudaIsNotDownloaded() {
    assertThat(Backend.CUDA_TF32.artifacts(LINUX, CudaLibraries.INSTALLED))
        .extracting(Coordinates::classifier)
        .contains("linux-x86_64-cudnn")
        .doesNotContain("linux-x86_64-redist");
  }

  @Test
  void onlyTwoOfCudasJarsAreLarge() {
    List<Coordinates> artifacts = Backend.CUDA.artifacts(LINUX, CudaLibraries.DOWNLOAD);

    assertThat(artifacts.stream().filter(one -> CudaArtifacts.size(one) > 0))
        .extracting(Coordinates::classifier)
        .containsExactly("linux-x86_64-cudnn", "linux-x86_64-redist");
  }

  @Test
  void takesItsVersionsFromThePoms() {
    assertThat(Backend.CPU.artifacts(LINUX, CudaLibraries.DOWNLOAD))
        .extracting(Coordinates::version)
        .allMatch(version -> version.matches("\\d+(\\.\\d+)+(-.*)?"));
  }
}
