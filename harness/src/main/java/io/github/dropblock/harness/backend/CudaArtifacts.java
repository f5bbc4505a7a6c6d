package io.github.dropblock.harness.backend;

import java.util.ArrayList;
import java.util.List;

/** The artifacts that hold ND4J's CUDA backend. */
public final class CudaArtifacts {
  private static final String PLATFORM = "linux-x86_64";
  private static final String BINDINGS = "cuda";

  private CudaArtifacts() {}

  /**
   * @param libraries where CUDA's own come from
   */
  public static List<Coordinates> of(CudaLibraries libraries) {
    ArtifactVersions versions = ArtifactVersions.current();
    List<Coordinates> artifacts = new ArrayList<>();
    artifacts.add(new Coordinates("org.nd4j", "nd4j-cuda-11.2", "", versions.deeplearning4j()));
    artifacts.add(kernels());
    artifacts.add(
        new Coordinates(
            "org.deeplearning4j", "deeplearning4j-cuda-11.2", "", versions.deeplearning4j()));
    artifacts.add(new Coordinates("org.bytedeco", "javacpp", PLATFORM, versions.javacpp()));
    artifacts.add(new Coordinates("org.bytedeco", BINDINGS, PLATFORM, versions.cuda()));
    if (libraries == CudaLibraries.DOWNLOAD) {
      // Newer than the bindings: 11.8 has the same sonames as 11.2, and code for Hopper.
      artifacts.add(
          new Coordinates(
              "org.bytedeco", BINDINGS, PLATFORM + "-redist", versions.cudaRedistributables()));
    }
    return artifacts;
  }

  /** ND4J's own kernels, in the library that {@code prepare-gpu} compiles for newer GPUs. */
  public static Coordinates kernels() {
    return new Coordinates(
        "org.nd4j",
        "nd4j-cuda-11.2",
        PLATFORM + "-cudnn",
        ArtifactVersions.current().deeplearning4j());
  }

  /**
   * CUDA 12's own libraries, of which compiled steps want some, and {@code prepare-gpu} one where
   * there is no toolkit.
   */
  public static Coordinates cuda12Libraries() {
    return new Coordinates(
        "org.bytedeco", BINDINGS, PLATFORM + "-redist", ArtifactVersions.current().cuda12());
  }

  /** Path of one of CUDA's own libraries in its jar. */
  public static String libraryEntry(String name) {
    return "org/bytedeco/cuda/" + PLATFORM + "/" + name;
  }

  /** What calls those. */
  public static Coordinates jna() {
    return new Coordinates("net.java.dev.jna", "jna", "", ArtifactVersions.current().jna());
  }

  /** Path of ND4J's kernels in their jar, which is also where JavaCPP looks for it. */
  public static String kernelsEntry() {
    return "org/nd4j/nativeblas/" + PLATFORM + "-cudnn/libnd4jcuda.so";
  }

  static boolean supports(Platform platform) {
    return platform.name().equals(PLATFORM);
  }

  static String unsupported(Platform platform) {
    return "the CUDA backend runs on %s only, and this is %s".formatted(PLATFORM, platform.name());
  }

  /** Bytes to download, as Maven Central has them; 0 for jars too small to speak of. */
  public static long size(Coordinates artifact) {
    if (artifact.equals(kernels())) {
      return 592_579_451;
    }
    if (artifact.equals(cuda12Libraries())) {
      return 2_026_748_503;
    }
    return artifact.classifier().endsWith("-redist") ? 2_089_509_296 : 0;
  }
}
