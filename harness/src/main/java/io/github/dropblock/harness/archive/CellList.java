package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import java.util.List;
import java.util.stream.Collectors;

/** Cells in a line. */
final class CellList {
  /** Cells that are named one by one. */
  private static final int NAMED = 12;

  private CellList() {}

  /** As {@code 2 finished: alexnet-none-s1, alexnet-none-s2}. */
  static String of(List<Cell> cells, String what) {
    return cells.isEmpty()
        ? "0 " + what
        : cells.size()
            + " "
            + what
            + ": "
            + cells.stream().limit(NAMED).map(Cell::id).collect(Collectors.joining(", "))
            + (cells.size() > NAMED ? " and " + (cells.size() - NAMED) + " more" : "");
  }
}
