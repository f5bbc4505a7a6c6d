package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.results.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds a run to thresholds, to a baseline and to the paper's claims. */
public final class Gate {
  private Gate() {}

  /**
   * Checks a run, and writes a test case for each check into the report's {@code junit.xml}, and
   * what does not hold into its {@code summary.md}.
   *
   * @throws IllegalArgumentException if the baseline is of other settings
   * @throws IOException if the run or the baseline can't be read
   */
  public static GateOutcome check(GateRequest request) throws IOException {
    RunFiles run = RunFiles.readAll(request.directory());
    List<Check> checks = new ArrayList<>();
    request.thresholds().forEach(threshold -> checks.addAll(threshold.check(run)));
    if (request.baseline().isPresent()) {
      checks.addAll(Baseline.read(request.baseline().get()).check(run, request.falseAlarms()));
    }
    checks.addAll(request.contradictions().check(run));
    GateOutcome outcome = new GateOutcome(request.directory(), checks);
    Path report = request.directory().report();
    new JunitFile(report.resolve("junit.xml"), run.run().name()).write(checks);
    new SummaryFile(report.resolve("summary.md")).write(outcome);
    return outcome;
  }
}
