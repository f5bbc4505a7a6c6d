package io.github.dropblock.harness.cudnn;

/** cuDNN refused; says in a line which call, of what, and why. */
public final class CudnnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CudnnException(String message) {
    super(message);
  }

  CudnnException(String message, Throwable cause) {
    super(message, cause);
  }
}
