package io.github.dropblock.harness.backend;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** CUDA 12 or 13 with cuDNN 9, by which a GPU runs compiled steps. */
public final class StepCuda {
  /** The version that is downloaded. */
  public static final int DOWNLOADED = 12;

  /** Read off CUDA 12.6's cuBLAS and cuDNN 9.5 with {@link io.github.dropblock.harness.fatbin}. */
  private static final CudaKernels DOWNLOADED_KERNELS =
      new CudaKernels(
          new TreeSet<>(List.of(50, 60, 61, 70, 75, 80, 86, 90)), new TreeSet<>(List.of(90)));

  /** CUDA 13 compiles for Turing and newer. */
  private static final ComputeCapability OLDEST_OF_13 = new ComputeCapability(7, 5);

  private StepCuda() {}

  /**
   * The libraries that a step loads, and those that they load themselves. cuDNN's {@code adv} is
   * left out: recurrent layers and attention alone want it.
   */
  static List<String> needed(int version) {
    return List.of(
        "libnvrtc.so." + version,
        "libcublas.so." + version,
        "libcublasLt.so." + version,
        "libcudnn.so.9",
        "libcudnn_graph.so.9",
        "libcudnn_ops.so.9",
        "libcudnn_cnn.so.9",
        "libcudnn_engines_precompiled.so.9",
        "libcudnn_engines_runtime_compiled.so.9",
        "libcudnn_heuristic.so.9");
  }

  /** Where they are unpacked in a cache folder. */
  public static Path folder(Path cache) {
    return cache.resolve("cuda").resolve("steps").resolve(ArtifactVersions.current().cuda12());
  }

  /** Entries of {@link CudaArtifacts#cuda12Libraries} that a step wants: 1.3 of 3.1 GB. */
  public static List<String> entries() {
    return Stream.concat(needed(DOWNLOADED).stream(), Stream.of("libnvrtc-builtins.so.12.6"))
        .map(CudaArtifacts::libraryEntry)
        .toList();
  }

  /**
   * What keeps compiled steps from running on a GPU, and how to do without; empty if nothing does.
   *
   * @param from where CUDA's libraries come from
   * @param version of CUDA, 12 or 13
   */
  public static Optional<Complaint> problem(Gpu gpu, CudaLibraries from, int version) {
    int driver = version == 13 ? 580 : 525;
    if (major(gpu.driver()) < driver) {
      return Optional.of(
          new Complaint(
              "%s has driver %s, and CUDA %s wants %s or newer"
                  .formatted(gpu.title(), gpu.driver(), version, driver),
              Remedy.UPDATE_DRIVER,
              Remedy.USE_DL4J_STEP));
    }
    if (from == CudaLibraries.DOWNLOAD && !DOWNLOADED_KERNELS.runsOn(gpu.capability())) {
      return Optional.of(
          gpu.capability().sm() > DOWNLOADED_KERNELS.machineCode().last()
              ? new Complaint(
                  gpu.title() + " is newer than CUDA 12.6's libraries", Remedy.INSTALL_CUDA_13)
              : older(gpu, DOWNLOADED));
    }
    return version == 13 && gpu.capability().compareTo(OLDEST_OF_13) < 0
        ? Optional.of(older(gpu, version))
        : Optional.empty();
  }

  private static Complaint older(Gpu gpu, int version) {
    return new Complaint(
        "%s is older than any that CUDA %s has libraries for".formatted(gpu.title(), version),
        Remedy.USE_DL4J_STEP);
  }

  private static int major(String driver) {
    String digits = driver.replaceFirst("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
