package io.github.dropblock.plugin.service;

import io.github.dropblock.harness.compare.Contender;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.verify.GateOutcome;
import io.github.dropblock.harness.verify.GateRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is made of runs' files. Whatever can't be read or written is told in a line. */
public interface Runs {
  /**
   * Writes a run's report.
   *
   * @param templates a folder whose files replace the built-in templates of the same name
   * @return the page
   */
  Path report(RunDirectory run, Optional<Path> templates) throws IOException;

  /**
   * Writes a comparison of runs into a folder.
   *
   * @return the page
   */
  Path compare(List<Contender> runs, Path folder, Optional<Path> templates) throws IOException;

  /** Holds a run to what is asked of it. */
  GateOutcome check(GateRequest request) throws IOException;

  /**
   * Accepts a run: writes the baseline for later ones.
   *
   * @return how many cells it has
   */
  int accept(RunDirectory run, Path baseline) throws IOException;

  /**
   * Writes a run into one file.
   *
   * @return what went into it, in lines for people
   */
  List<String> export(RunDirectory run, Path archive, boolean checkpoints) throws IOException;

  /**
   * Merges such a file into a run.
   *
   * @param directoryOf the run's, by the name that the run was exported under
   * @return what it brought, in lines for people
   */
  List<String> merge(Path archive, Function<String, RunDirectory> directoryOf) throws IOException;
}
