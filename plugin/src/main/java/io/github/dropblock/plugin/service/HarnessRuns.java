package io.github.dropblock.plugin.service;

import io.github.dropblock.harness.archive.Export;
import io.github.dropblock.harness.archive.Import;
import io.github.dropblock.harness.archive.RunArchive;
import io.github.dropblock.harness.compare.Comparison;
import io.github.dropblock.harness.compare.Contender;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.verify.Baseline;
import io.github.dropblock.harness.verify.Gate;
import io.github.dropblock.harness.verify.GateOutcome;
import io.github.dropblock.harness.verify.GateRequest;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs as the harness reads and writes them. */
final class HarnessRuns implements Runs {
  @Override
  public Path report(RunDirectory run, Optional<Path> templates) throws IOException {
    return Report.render(run, templates, FlagAdvice.WORDS);
  }

  @Override
  public Path compare(List<Contender> runs, Path folder, Optional<Path> templates)
      throws IOException {
    return Comparison.render(runs, folder, templates);
  }

  @Override
  public GateOutcome check(GateRequest request) throws IOException {
    return Gate.check(request);
  }

  @Override
  public int accept(RunDirectory run, Path baseline) throws IOException {
    Baseline accepted = Baseline.of(run);
    accepted.write(baseline);
    return accepted.cells().size();
  }

  @Override
  public List<String> export(RunDirectory run, Path archive, boolean checkpoints)
      throws IOException {
    return Export.write(run, archive, checkpoints).lines(FlagAdvice.WORDS);
  }

  @Override
  public List<String> merge(Path archive, Function<String, RunDirectory> directoryOf)
      throws IOException {
    try (RunArchive open = RunArchive.open(archive)) {
      return new Import().into(directoryOf.apply(open.run().name()), open).lines(FlagAdvice.WORDS);
    }
  }
}
