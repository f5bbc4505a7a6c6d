package io.github.dropblock.harness.cudnn;

import io.github.dropblock.harness.remedy.Remediable;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.List;

/** cuDNN refused; says in a line which call, of what, and why. */
public final class CudnnException extends RuntimeException implements Remediable {
  private static final long serialVersionUID = 1L;

  private final List<Remedy> remedies;

  CudnnException(String message, Remedy... remedies) {
    this(message, null, remedies);
  }

  CudnnException(String message, Throwable cause, Remedy... remedies) {
    super(message, cause);
    this.remedies = List.of(remedies);
  }

  @Override
  public List<Remedy> remedies() {
    return remedies;
  }
}
