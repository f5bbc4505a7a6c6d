package io.github.dropblock.harness.compiled.cuda;

/** What an operation puts on a tape. */
interface OperationLaunches {
  void forward();

  /** Comes after that of all operations that take its output in. */
  void backward();
}
