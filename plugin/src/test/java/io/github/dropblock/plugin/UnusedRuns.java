package io.github.dropblock.plugin;

import io.github.dropblock.harness.compare.Contender;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.verify.GateOutcome;
import io.github.dropblock.harness.verify.GateRequest;
import io.github.dropblock.plugin.service.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Fails a test whose goal asks for anything that the test has no answer to. */
class UnusedRuns implements Runs {
  @Override
  public Path report(RunDirectory run, Optional<Path> templates) {
    throw new AssertionError("nobody asked for a report of " + run.path());
  }

  @Override
  public Path compare(List<Contender> runs, Path folder, Optional<Path> templates) {
    throw new AssertionError("nobody asked for a comparison of " + runs);
  }

  @Override
  public GateOutcome check(GateRequest request) {
    throw new AssertionError("nobody asked for " + request);
  }

  @Override
  public int accept(RunDirectory run, Path baseline) {
    throw new AssertionError("nobody asked for a baseline of " + run.path());
  }

  @Override
  public List<String> export(RunDirectory run, Path archive, boolean checkpoints) {
    throw new AssertionError("nobody asked for an export of " + run.path());
  }

  @Override
  public List<String> merge(Path archive, Function<String, RunDirectory> directoryOf) {
    throw new AssertionError("nobody asked for an import of " + archive);
  }
}
