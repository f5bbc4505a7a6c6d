package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;

/**
 * What kind of machine trained a run, as far as its files say.
 *
 * @param backends in ND4J's own words, ascending
 */
record Machine(String architecture, List<String> backends) {
  Machine {
    backends = List.copyOf(backends);
  }

  static Machine of(RunFiles files) {
    return new Machine(
        files.run().host().architecture(),
        files.cells().stream()
            .flatMap(cell -> cell.result().stream())
            .map(CellResult::backend)
            .distinct()
            .sorted()
            .toList());
  }
}
