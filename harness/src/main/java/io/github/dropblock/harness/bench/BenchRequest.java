package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param folder where the results and all that is made for them go
 * @param cache folder that runs share
 * @param data a folder or zip of photos; empty for drawings, written as JPEG files
 * @param matrix whose networks and regularizers take steps
 * @param protocol of those steps
 * @param sizes sides of a network's input that the images' way is measured for, pixels; none: steps
 *     alone
 * @param seconds that each stage and each kind of step is measured
 * @param threads that make batches
 * @param steps kinds of steps that take turns, 1 or more
 * @param peers commands of Pythons whose PyTorch takes turns too
 * @param backend that computes
 * @param deeplearning4j its version
 */
public record BenchRequest(
    Path folder,
    Path cache,
    Optional<Path> data,
    Matrix matrix,
    Protocol protocol,
    List<Integer> sizes,
    double seconds,
    int threads,
    List<Step> steps,
    List<String> peers,
    Backend backend,
    String deeplearning4j) {
  public BenchRequest {
    sizes = List.copyOf(sizes);
    steps = List.copyOf(steps);
    peers = List.copyOf(peers);
    sizes.forEach(
        size -> {
          if (size < 1) {
            throw new IllegalArgumentException(
                "a size to measure is %s pixels; it must be 1 or more".formatted(size));
          }
        });
    if (!(seconds > 0)) {
      throw new IllegalArgumentException(
          "seconds to measure are " + seconds + "; they must be above 0");
    }
  }
}
