package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.results.RunFiles;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells which cells predict something else than the accepted ones, to the bit. It fails nothing:
 * two processors of a kind may round differently, and after a few hundred steps that is another
 * training.
 */
final class AcceptedPredictions {
  /** A line names so many cells. */
  private static final int NAMED = 3;

  private final List<AcceptedCell> accepted;
  private final RunFiles now;

  AcceptedPredictions(List<AcceptedCell> accepted, RunFiles now) {
    this.accepted = accepted;
    this.now = now;
  }

  Check check() {
    List<String> others =
        accepted.stream().filter(this::differs).map(AcceptedCell::cell).map(Cell::id).toList();
    return new Check(
        "Predictions, baseline",
        "the same to the bit",
        others.isEmpty()
            ? "the same"
            : "others of %s cells: %s%s"
                .formatted(
                    others.size(),
                    others.stream().limit(NAMED).collect(Collectors.joining(", ")),
                    others.size() > NAMED ? ", …" : ""),
        others.isEmpty() ? Check.Mark.HELD : Check.Mark.NOTED,
        "cells/*/predictions.csv");
  }

  /** Whether the run has the cell, with other predictions. */
  private boolean differs(AcceptedCell cell) {
    return now.cells().stream()
        .filter(files -> files.cell().equals(cell.cell()) && files.finished())
        .map(AcceptedCell::digest)
        .anyMatch(digest -> !cell.predictions().equals(digest));
  }
}
