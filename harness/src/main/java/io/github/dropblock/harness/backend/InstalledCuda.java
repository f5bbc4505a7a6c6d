package io.github.dropblock.harness.backend;

import io.github.dropblock.harness.remedy.RemediableArgumentException;
import io.github.dropblock.harness.remedy.Remedy;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CUDA and cuDNN as the machine has them.
 *
 * @param version of CUDA: 11 for ND4J's backend, 12 or 13 for compiled steps
 * @param folders that hold the libraries found
 * @param missing names of those that are nowhere
 */
public record InstalledCuda(int version, List<Path> folders, List<String> missing) {
  /** What libnd4jcuda.so of 1.0.0-M1.1 and the JVM are linked with, and what cuDNN loads. */
  private static final List<String> NEEDED =
      List.of(
          "libcublas.so.11",
          "libcublasLt.so.11",
          "libcusolver.so.11",
          "libcurand.so.10",
          "libcusparse.so.11",
          "libcudart.so.11.0",
          // Compiles the kernel of DropBlock.
          "libnvrtc.so.11.2",
          "libcudnn.so.8",
          "libcudnn_ops_infer.so.8",
          "libcudnn_ops_train.so.8",
          "libcudnn_cnn_infer.so.8",
          "libcudnn_cnn_train.so.8",
          // Never called, but without them cuDNN fails altogether.
          "libcudnn_adv_infer.so.8",
          "libcudnn_adv_train.so.8");

  public InstalledCuda {
    folders = List.copyOf(folders);
    missing = List.copyOf(missing);
  }

  /** The one that ND4J's backend needs: CUDA 11 with cuDNN 8. */
  public static InstalledCuda find() {
    return find(CudaFolders.ND4J, NEEDED, places(CudaFolders.ND4J));
  }

  /** The one that compiled steps run on: CUDA 13 with cuDNN 9 where it is whole, else 12. */
  public static InstalledCuda findForSteps() {
    return Stream.of(13, 12)
        .map(version -> find(version, StepCuda.needed(version), places(version)))
        .min(Comparator.comparingInt(found -> found.missing.size()))
        .orElseThrow();
  }

  /** Where the loader looks, and where NVIDIA's installers put libraries. */
  private static List<Path> places(int version) {
    Stream<String> named =
        Stream.of(
                Optional.ofNullable(System.getenv("LD_LIBRARY_PATH"))
                    .orElse("")
                    .split(File.pathSeparator))
            .filter(entry -> !entry.isBlank());
    Stream<String> installed =
        IntStream.iterate(9, minor -> minor >= 0, minor -> minor - 1)
            .mapToObj(minor -> "/usr/local/cuda-%s.%s/lib64".formatted(version, minor));
    return Stream.of(
            named,
            Stream.of("/usr/local/cuda/lib64"),
            installed,
            Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64"))
        .flatMap(Function.identity())
        .map(Path::of)
        .toList();
  }

  /**
   * @param places folders to look in, the first ones first
   */
  static InstalledCuda find(List<Path> places) {
    return find(CudaFolders.ND4J, NEEDED, places);
  }

  /**
   * @param needed names of the libraries
   */
  static InstalledCuda find(int version, List<String> needed, List<Path> places) {
    Set<Path> folders = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    for (String library : needed) {
      places.stream()
          .filter(place -> Files.exists(place.resolve(library)))
          .findFirst()
          .ifPresentOrElse(folders::add, () -> missing.add(library));
    }
    return new InstalledCuda(version, List.copyOf(folders), missing);
  }

  /** Whether cuDNN is among what was found. */
  public boolean hasCudnn() {
    return missing.stream().noneMatch(library -> library.startsWith("libcudnn"));
  }

  /** Such as {@code 11 with cuDNN 8}. */
  public String title() {
    return version == CudaFolders.ND4J ? "11 with cuDNN 8" : version + " with cuDNN 9";
  }

  /**
   * What cells load.
   *
   * @throws IllegalArgumentException naming what is missing, if anything is
   */
  public CudaFolders complete() {
    if (!missing.isEmpty()) {
      throw new RemediableArgumentException(
          "this machine lacks %s of CUDA %s"
              .formatted(
                  String.join(", ", missing),
                  version == CudaFolders.ND4J ? "11.8 and cuDNN 8.6" : "12 or 13 and cuDNN 9"),
          Remedy.INSTALL_CUDA,
          Remedy.NAME_CUDA_FOLDER,
          Remedy.DOWNLOAD_CUDA);
    }
    return new CudaFolders(version, folders);
  }
}
