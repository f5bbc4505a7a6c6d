package io.github.dropblock.harness.backend;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CUDA 11 and cuDNN 8 as the machine has them.
 *
 * @param folders that hold the libraries found
 * @param missing names of those that are nowhere
 */
public record InstalledCuda(List<Path> folders, List<String> missing) {
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

  /** Looks where the loader looks, and where NVIDIA's installers put them. */
  public static InstalledCuda find() {
    return find(
        Stream.concat(
                Stream.of(
                        Optional.ofNullable(System.getenv("LD_LIBRARY_PATH"))
                            .orElse("")
                            .split(File.pathSeparator))
                    .filter(entry -> !entry.isBlank()),
                Stream.concat(
                    Stream.of("/usr/local/cuda/lib64"),
                    Stream.concat(
                        IntStream.iterate(8, minor -> minor >= 0, minor -> minor - 1)
                            .mapToObj("/usr/local/cuda-11.%s/lib64"::formatted),
                        Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64"))))
            .map(Path::of)
            .toList());
  }

  /**
   * @param places folders to look in, the first ones first
   */
  static InstalledCuda find(List<Path> places) {
    Set<Path> folders = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    for (String library : NEEDED) {
      places.stream()
          .filter(place -> Files.exists(place.resolve(library)))
          .findFirst()
          .ifPresentOrElse(folders::add, () -> missing.add(library));
    }
    return new InstalledCuda(List.copyOf(folders), missing);
  }

  /** Whether cuDNN is among what was found. */
  public boolean hasCudnn() {
    return missing.stream().noneMatch(library -> library.startsWith("libcudnn"));
  }

  /**
   * The folders.
   *
   * @throws IllegalArgumentException naming what is missing, if anything is
   */
  public List<Path> complete() {
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "this machine lacks %s; install CUDA 11.8 and cuDNN 8.6, name their folder in LD_LIBRARY_PATH,"
                  .formatted(String.join(", ", missing))
              + " or have them downloaded with -Ddropblock.cudaLibraries=download");
    }
    return folders;
  }
}
