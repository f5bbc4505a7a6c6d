package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.files.UnwritableFileException;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.schedule.MatrixOutcome;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which cells of a matrix failed, why, and what to do. */
final class FailedCells {
  private FailedCells() {}

  /**
   * @param report why it was not written either, if so
   */
  static String describe(
      MatrixOutcome outcome, RunDirectory directory, Optional<UnwritableFileException> report)
      throws IOException {
    int failed = outcome.failed().size();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %s cells failed; run again to go on with them:"
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
                          ": exit code %s, %s"
                              .formatted(
                                  failure.exitCode(),
                                  FlagAdvice.WORDS.sentence(failure.complaint())))
                  .orElse("")
              + ". Log: "
              + folder.logFile());
    }
    report.ifPresent(unwritten -> lines.add("nor is there a report: " + unwritten.getMessage()));
    // The run directory may come from a stranger.
    return lines.stream().map(Printable::of).collect(Collectors.joining(System.lineSeparator()));
  }
}
