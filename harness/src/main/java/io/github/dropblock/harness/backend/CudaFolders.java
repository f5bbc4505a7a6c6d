package io.github.dropblock.harness.backend;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a cell's JVM finds CUDA's own libraries.
 *
 * @param version 11 for ND4J's backend, else 12 or 13
 * @param folders to look in first; empty where the class path holds them
 */
public record CudaFolders(int version, List<Path> folders) {
  /** What ND4J's backend was made for. */
  public static final int ND4J = 11;

  public CudaFolders {
    folders = List.copyOf(folders);
    if (version < ND4J) {
      throw new IllegalArgumentException("CUDA " + version + " is older than any that is used");
    }
  }
}
