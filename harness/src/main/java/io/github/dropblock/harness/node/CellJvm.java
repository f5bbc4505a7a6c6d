package io.github.dropblock.harness.node;

import io.github.dropblock.harness.fork.EpochLimit;
import io.github.dropblock.harness.fork.ForkOptions;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a cell's JVM is started, wherever that will be.
 *
 * @param mainClass given the cell's folder
 * @param threads of the native libraries
 * @param heapBytes of the JVM at most
 * @param nativeBytes outside the heap at most
 * @param jvmArguments the user's
 * @param environment variables besides those that every cell gets
 * @param epochMinutes that a cell may go without the end of an epoch; 0 to go by those that it has
 *     done
 */
public record CellJvm(
    String mainClass,
    int threads,
    long heapBytes,
    long nativeBytes,
    List<String> jvmArguments,
    Map<String, String> environment,
    long epochMinutes)
    implements Serializable {
  /** CUDA's variable: what a cell's JVM has there was meant for a GPU. */
  public static final String VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES";

  public CellJvm {
    // Of classes that can be serialised.
    jvmArguments = List.copyOf(jvmArguments);
    environment = Map.copyOf(environment);
  }

  /** As it would be started on this machine. */
  public static CellJvm of(ForkOptions options, EpochLimit limit, String mainClass) {
    return new CellJvm(
        mainClass,
        options.threads(),
        options.heapBytes(),
        options.nativeBytes(),
        options.jvmArguments(),
        options.environment(),
        limit.fixed().map(Duration::toMinutes).orElse(0L));
  }

  long memory() {
    return heapBytes + nativeBytes;
  }

  EpochLimit limit() {
    return new EpochLimit(
        Optional.of(epochMinutes).filter(minutes -> minutes > 0).map(Duration::ofMinutes));
  }

  /**
   * @param gpu address of the only GPU that the cell may see; empty on the CPU
   * @param unpacked folder for the native libraries that JavaCPP unpacks
   */
  ForkOptions options(List<Path> classPath, Optional<String> gpu, Path unpacked) {
    Map<String, String> variables = new HashMap<>(environment);
    gpu.ifPresent(address -> variables.put(VISIBLE_GPUS, address));
    return new ForkOptions(
        classPath, threads, heapBytes, nativeBytes, jvmArguments, variables, Optional.of(unpacked));
  }
}
