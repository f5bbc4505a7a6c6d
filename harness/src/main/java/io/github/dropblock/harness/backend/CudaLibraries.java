package io.github.dropblock.harness.backend;

import java.util.Locale;

/** Where CUDA's own libraries (cuBLAS, cuSOLVER, cuDNN) come from. */
public enum CudaLibraries {
  /**
   * Maven Central: CUDA 11.8 with cuDNN 8.6, which has code for GPUs from Kepler to Hopper; for
   * compiled steps 12.6 with 9.5, from Maxwell to Hopper.
   */
  DOWNLOAD,
  /** A CUDA that the machine has: 11 with cuDNN 8, for compiled steps 12 or 13 with 9. */
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
