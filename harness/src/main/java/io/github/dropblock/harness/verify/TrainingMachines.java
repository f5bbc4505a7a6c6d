package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;

/**
 * What kinds of machines trained a run, as far as its files say.
 *
 * @param processors models, ascending; none where the files are older than their telling it
 * @param backends in ND4J's own words, ascending
 */
record TrainingMachines(List<String> processors, List<String> backends) {
  TrainingMachines {
    processors = List.copyOf(processors);
    backends = List.copyOf(backends);
  }

  static TrainingMachines of(RunFiles files) {
    List<CellResult> results =
        files.cells().stream().flatMap(cell -> cell.result().stream()).toList();
    return new TrainingMachines(
        results.stream()
            .filter(result -> result.machine() != null)
            .map(result -> result.machine().processor())
            .distinct()
            .sorted()
            .toList(),
        results.stream().map(CellResult::backend).distinct().sorted().toList());
  }
}
