package io.github.dropblock.harness.fork;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a cell's JVM is started.
 *
 * @param classPath of the training: the harness, DL4J and a backend with its natives
 * @param threads of the native libraries, 1 or more
 * @param heapBytes of the JVM at most
 * @param nativeBytes outside the heap at most
 * @param jvmArguments the user's, after this project's own
 * @param environment variables besides those that every cell gets
 * @param unpacked folder for the native libraries that JavaCPP unpacks, and for the {@link
 *     ClassArchive}; empty for JavaCPP's own choice, which where the home folder can't be written
 *     to is one that any user may have made before, and for no archive
 */
public record ForkOptions(
    List<Path> classPath,
    int threads,
    long heapBytes,
    long nativeBytes,
    List<String> jvmArguments,
    Map<String, String> environment,
    Optional<Path> unpacked) {
  public ForkOptions {
    classPath = List.copyOf(classPath);
    jvmArguments = List.copyOf(jvmArguments);
    environment = Map.copyOf(environment);
    if (classPath.isEmpty()) {
      throw new IllegalArgumentException("the class path of the cells' JVM is empty");
    }
    if (threads < 1) {
      throw new IllegalArgumentException(
          "threads per cell are " + threads + "; there must be 1 or more");
    }
    if (heapBytes < 1 || nativeBytes < 1) {
      throw new IllegalArgumentException(
          "a cell's memory is %s bytes of heap and %s outside; both must be above 0"
              .formatted(heapBytes, nativeBytes));
    }
  }

  /** Of a JVM whose native libraries are unpacked where JavaCPP will. */
  public ForkOptions(
      List<Path> classPath,
      int threads,
      long heapBytes,
      long nativeBytes,
      List<String> jvmArguments,
      Map<String, String> environment) {
    this(classPath, threads, heapBytes, nativeBytes, jvmArguments, environment, Optional.empty());
  }

  /** Of a JVM that computes on the CPU. */
  public ForkOptions(
      List<Path> classPath,
      int threads,
      long heapBytes,
      long nativeBytes,
      List<String> jvmArguments) {
    this(classPath, threads, heapBytes, nativeBytes, jvmArguments, Map.of(), Optional.empty());
  }

  /** With native libraries unpacked into a folder. */
  public ForkOptions unpackedInto(Path folder) {
    return new ForkOptions(
        classPath, threads, heapBytes, nativeBytes, jvmArguments, environment, Optional.of(folder));
  }

  /** With memory for so many networks in one JVM. */
  public ForkOptions times(int networks) {
    return new ForkOptions(
        classPath,
        threads,
        networks * heapBytes,
        networks * nativeBytes,
        jvmArguments,
        environment,
        unpacked);
  }

  /** All its memory on the heap, for a program that holds no arrays outside it. */
  public ForkOptions allHeap() {
    return new ForkOptions(
        classPath, threads, heapBytes + nativeBytes, 1, jvmArguments, environment, unpacked);
  }
}
