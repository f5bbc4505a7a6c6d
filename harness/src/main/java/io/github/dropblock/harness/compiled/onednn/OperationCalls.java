package io.github.dropblock.harness.compiled.onednn;

/** Adds to a tape what an operation takes. */
interface OperationCalls {
  void forward();

  /** Comes after {@link #forward}, when the gradient of the operation's output is there. */
  void backward();
}
