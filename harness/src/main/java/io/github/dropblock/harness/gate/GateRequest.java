package io.github.dropblock.harness.gate;

import io.github.dropblock.harness.run.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run is to be held to.
 *
 * @param baseline a file of {@link Baseline}, if any
 * @param tolerance of the baseline's accuracies
 */
public record GateRequest(
    RunDirectory directory, List<Limit> limits, Optional<Path> baseline, Tolerance tolerance) {
  public GateRequest {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(tolerance, "tolerance");
    limits = List.copyOf(limits);
    if (limits.isEmpty() && baseline.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to hold the run to; give <thresholds> in the POM, -Ddropblock.thresholds, or"
              + " -Ddropblock.baseline=FILE");
    }
  }
}
