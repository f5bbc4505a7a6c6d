package io.github.dropblock.harness.backend;

import java.util.Locale;

/** Where CUDA's own libraries (cuBLAS, cuSOLVER, cuDNN) come from. */
public enum CudaLibraries {
  /** Maven Central: CUDA 11.8 with cuDNN 8.6, which has code for GPUs from Kepler to Hopper. */
  DOWNLOAD,
  /** A CUDA 11 with cuDNN 8 that the machine has. */
  INSTALLED;

  /**
   * @throws IllegalArgumentException saying what can be chosen
   */
  public static CudaLibraries parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "download" -> DOWNLOAD;
      case "installed" -> INSTALLED;
      default ->
          throw new IllegalArgumentException(
              "unknown source of CUDA's libraries '%s'; choose download or installed"
                  .formatted(text.strip()));
    };
  }
}
