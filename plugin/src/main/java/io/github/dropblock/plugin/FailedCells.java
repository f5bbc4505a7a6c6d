package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.run.CellDirectory;
import io.github.dropblock.harness.run.Outcome;
import io.github.dropblock.harness.run.RunDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says which cells of a matrix failed, why, and what to do. */
final class FailedCells {
  private FailedCells() {}

  static String describe(Outcome outcome, RunDirectory directory) throws IOException {
    int failed = outcome.failed().size();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d of %d cells failed; run again to go on with them:"
            .formatted(failed, failed + outcome.finished().size()));
    for (Cell cell : outcome.failed()) {
      CellDirectory folder = directory.cell(cell);
      lines.add(
          "  "
              + cell.id()
              + folder
                  .failure()
                  .map(
                      failure ->
                          ": exit code %d, %s; %s"
                              .formatted(
                                  failure.exitCode(), failure.reason(), failure.suggestion()))
                  .orElse("")
              + ". Log: "
              + folder.logFile());
    }
    return String.join(System.lineSeparator(), lines);
  }
}
