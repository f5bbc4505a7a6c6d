package io.github.dropblock.harness.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ND4J's CUDA libraries with machine code for GPUs newer than themselves, as {@code prepare-gpu}
 * leaves them in the cache folder: {@code cuda/<library>/sm_90/<compiler>/}, each a folder to put
 * on a class path before the jar of the released library.
 */
public final class PreparedKernels {
  private final Path folder;

  /**
   * @param cache folder shared by all runs
   */
  public PreparedKernels(Path cache) {
    Coordinates library = CudaArtifacts.kernels();
    folder =
        cache
            .resolve("cuda")
            .resolve(
                "%s-%s-%s".formatted(library.artifact(), library.version(), library.classifier()));
  }

  /**
   * Where a library goes.
   *
   * @param compiler name and version, such as {@code ptxas-13.0.88}
   */
  public Path folder(ComputeCapability gpu, String compiler) {
    return folder(gpu).resolve(compiler);
  }

  /** The library in such a folder. */
  public static Path library(Path folder) {
    return folder.resolve(CudaArtifacts.kernelsEntry());
  }

  /** The folder of a GPU's library, the last made where several compilers made one. */
  public Optional<Path> find(ComputeCapability gpu) {
    if (!Files.isDirectory(folder(gpu))) {
      return Optional.empty();
    }
    try (Stream<Path> compilers = Files.list(folder(gpu))) {
      return compilers
          .filter(made -> Files.exists(library(made)))
          .max(Comparator.comparing(made -> library(made).toFile().lastModified()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder(ComputeCapability gpu) {
    return folder.resolve("sm_" + gpu.sm());
  }
}
