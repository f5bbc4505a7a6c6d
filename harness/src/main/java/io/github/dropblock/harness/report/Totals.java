package io.github.dropblock.harness.report;

import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.CellState;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.util.stream.Stream;

/**
 * How many cells have come how far.
 *
 * @param seconds of training and validation, added up over all cells
 */
record Totals(int cells, long finished, long failed, long unfinished, long notRun, double seconds) {

  static Totals of(RunFiles files) {
    return new Totals(
        files.cells().size(),
        files.count(CellState.FINISHED),
        files.count(CellState.FAILED),
        files.count(CellState.UNFINISHED),
        files.count(CellState.NOT_RUN),
        files.cells().stream().mapToDouble(Totals::seconds).sum());
  }

  /** Time that a cell has taken so far. */
  static double seconds(CellFiles files) {
    return files
        .result()
        .map(CellResult::seconds)
        .orElse(files.metrics().stream().mapToDouble(EpochMetrics::seconds).sum());
  }

  /** The states other than finished, as {@code 1 failed, 2 not run yet}. */
  String others() {
    String others =
        String.join(
            ", ",
            Stream.of(
                    failed > 0 ? failed + " failed" : "",
                    unfinished > 0 ? unfinished + " unfinished" : "",
                    notRun > 0 ? notRun + " not run yet" : "")
                .filter(text -> !text.isEmpty())
                .toList());
    return others.isEmpty() ? "none failed, none missing" : others;
  }
}
