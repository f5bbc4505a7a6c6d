package io.github.dropblock.harness.backend;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What cells compute on. */
public enum Backend {
  CPU,
  /** An NVIDIA GPU, with all 24 bits of a float's precision. */
  CUDA,
  /**
   * An NVIDIA GPU whose convolutions round their inputs to TensorFloat-32, 11 bits, from Ampere on:
   * faster, and other numbers.
   */
  CUDA_TF32,
  /**
   * An NVIDIA GPU, from Ampere on, whose layers multiply bfloat16, 8 bits, and keep their maps in
   * it; weights and optimiser stay floats. By compiled steps alone.
   */
  CUDA_BF16;

  /** The name in parameters and files. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  static Backend named(String id) {
    return Arrays.stream(values())
        .filter(backend -> backend.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no backend '" + id + "'"));
  }

  /** As {@link #id}. */
  @Override
  public String toString() {
    return id();
  }

  /** What ND4J itself runs in a cell with such steps: compiled ones do without its CUDA backend. */
  public Backend nd4j(Step.StepKind step) {
    return step == Step.StepKind.COMPILED ? CPU : this;
  }

  /** Whether compiled steps alone have it. */
  boolean compiledOnly() {
    return this == CUDA_BF16;
  }

  /** Whether it needs a GPU. */
  public boolean cuda() {
    return this != CPU;
  }

  /**
   * The artifacts that hold this backend, with native libraries for one platform only.
   *
   * @param libraries where CUDA itself comes from; ignored on the CPU
   */
  public List<Coordinates> artifacts(Platform platform, CudaLibraries libraries) {
    return cuda() ? CudaArtifacts.of(libraries) : cpuArtifacts(platform);
  }

  private static List<Coordinates> cpuArtifacts(Platform platform) {
    ArtifactVersions versions = ArtifactVersions.current();
    String nd4j = versions.deeplearning4j();
    return List.of(
        new Coordinates("org.nd4j", "nd4j-native", "", nd4j),
        new Coordinates("org.nd4j", "nd4j-native", platform.classifier(), nd4j),
        new Coordinates("org.bytedeco", "javacpp", platform.name(), versions.javacpp()),
        new Coordinates("org.bytedeco", "dnnl", platform.name(), versions.dnnl()),
        new Coordinates("org.bytedeco", "opencl", platform.name(), versions.opencl()),
        new Coordinates("org.bytedeco", "openblas", platform.name(), versions.openblas()));
  }
}
