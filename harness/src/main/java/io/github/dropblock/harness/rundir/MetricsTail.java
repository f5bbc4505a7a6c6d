package io.github.dropblock.harness.rundir;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows that a running cell adds to its {@code metrics.csv}. */
public final class MetricsTail {
  private final CellDirectory cell;
  private int seen;

  /** Rows that are there already count as seen. */
  public MetricsTail(CellDirectory cell) {
    this.cell = cell;
    fresh();
  }

  /** How many rows were seen. */
  public int seen() {
    return seen;
  }

  /** Rows added since the last call. */
  public List<EpochMetrics> fresh() {
    Optional<List<EpochMetrics>> rows = rows(cell);
    // A cell that resumes from an earlier checkpoint drops the rows after it.
    int from = rows.isPresent() ? Math.min(seen, rows.get().size()) : seen;
    seen = rows.map(List::size).orElse(seen);
    return rows.map(all -> all.subList(from, all.size())).orElse(List.of());
  }

  /**
   * A cell's rows, or nothing if they can't be read: progress is worth no failure, and the cell
   * itself refuses such a file.
   */
  public static Optional<List<EpochMetrics>> rows(CellDirectory cell) {
    try {
      return Optional.of(cell.metrics());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
