package io.github.dropblock.harness.compiled.cuda;

/** CUDA, or a library of it, refuses or fails. */
final class CudaException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  CudaException(String message) {
    super(message);
  }
}
