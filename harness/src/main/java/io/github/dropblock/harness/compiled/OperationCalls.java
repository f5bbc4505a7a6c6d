package io.github.dropblock.harness.compiled;

/** What a device does for an operation: adds it to a program that runs later, pass by pass. */
public interface OperationCalls {
  void forward();

  /** Comes after {@link #forward}, when the gradient of the operation's output is complete. */
  void backward();
}
