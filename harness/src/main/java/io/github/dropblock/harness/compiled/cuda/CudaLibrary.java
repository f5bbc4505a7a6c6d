package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.NativeLibrary;

/**
 * A library of CUDA's, called by the names of its functions: those are the same from CUDA 12 to 13,
 * where JavaCPP's classes differ with each version and can't share a class path with ND4J's for
 * CUDA 11. Pointers of the device are longs. A call takes a microsecond or two more than by JNI,
 * which counts for nothing where a step is one call.
 */
final class CudaLibrary {
  private final NativeLibrary library;

  CudaLibrary(String name) {
    library = NativeLibrary.getInstance(name);
  }

  /** Calls a function, and returns its status. */
  int ask(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  /**
   * Calls a function.
   *
   * @throws CudaException if its status is not that of success
   */
  void call(String function, Object... arguments) {
    int status = ask(function, arguments);
    if (status != 0) {
      throw new CudaException("%s answers %d".formatted(function, status));
    }
  }
}
