package io.github.dropblock.harness.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Holds a run to thresholds and to a baseline. */
public final class Gate {
  private Gate() {}

  /**
   * Checks a run, and writes a test case for each check into the report's {@code junit.xml}.
   *
   * @throws IllegalArgumentException if the baseline is of other settings
   * @throws IOException if the run or the baseline can't be read
   */
  public static GateOutcome check(GateRequest request) throws IOException {
    RunScores run = RunScores.read(request.directory());
    List<Check> checks = new ArrayList<>();
    request.limits().forEach(limit -> checks.addAll(limit.check(run)));
    if (request.baseline().isPresent()) {
      checks.addAll(Baseline.read(request.baseline().get()).check(run, request.tolerance()));
    }
    new JunitFile(request.directory().report().resolve("junit.xml"), run.run().name())
        .write(checks);
    return new GateOutcome(request.directory(), checks);
  }
}
