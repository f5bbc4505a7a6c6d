package io.github.dropblock.harness.run;

import java.io.IOException;
import java.util.List;

/** The rows that a running cell adds to its {@code metrics.csv}. */
final class MetricsTail {
  private final CellDirectory cell;
  private int seen;

  /** Rows that are there already count as seen. */
  MetricsTail(CellDirectory cell) {
    this.cell = cell;
    this.seen = rows().size();
  }

  /** How many rows were seen. */
  int seen() {
    return seen;
  }

  /** Rows added since the last call. */
  List<EpochMetrics> fresh() {
    List<EpochMetrics> rows = rows();
    // A cell that resumes from an earlier checkpoint drops the rows after it.
    int from = Math.min(seen, rows.size());
    seen = rows.size();
    return rows.subList(from, rows.size());
  }

  private List<EpochMetrics> rows() {
    try {
      return cell.metrics();
    } catch (IOException e) {
      // Progress is worth no failure: the cell itself refuses a file that can't be read.
      return List.of();
    }
  }
}
