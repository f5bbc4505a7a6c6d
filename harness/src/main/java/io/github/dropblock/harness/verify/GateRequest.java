package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.remedy.RemediableArgumentException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run is to be held to.
 *
 * @param baseline a file of {@link Baseline}, if any
 * @param falseAlarms how often the baseline may fail the run without a cause
 * @param contradictions what is done about contradicted claims
 */
public record GateRequest(
    RunDirectory directory,
    List<Threshold> thresholds,
    Optional<Path> baseline,
    FalseAlarms falseAlarms,
    Contradictions contradictions) {
  public GateRequest {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(falseAlarms, "falseAlarms");
    Objects.requireNonNull(contradictions, "contradictions");
    thresholds = List.copyOf(thresholds);
    if (thresholds.isEmpty() && baseline.isEmpty() && contradictions != Contradictions.FAIL) {
      throw new RemediableArgumentException("nothing to hold the run to", Remedy.GIVE_CHECKS);
    }
  }
}
