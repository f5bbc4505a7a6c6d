package io.github.dropblock.harness.compiled.cuda;

/**
 * Names or paths of CUDA's libraries, of version 12 or newer and cuDNN 9.
 *
 * @param driver NVIDIA's
 * @param nvrtc the compiler at run time
 * @param cublas linear algebra
 * @param cudnn convolutions, batch normalisation, pooling
 */
public record CudaLibraryNames(String driver, String nvrtc, String cublas, String cudnn) {
  /**
   * As they are called on Linux, for the loader to find.
   *
   * @param version of CUDA, 12 or 13
   */
  public static CudaLibraryNames ofVersion(int version) {
    return new CudaLibraryNames(
        "libcuda.so.1", "libnvrtc.so." + version, "libcublas.so." + version, "libcudnn.so.9");
  }
}
