package io.github.dropblock.harness.run;

import java.time.Instant;
import java.util.List;

/**
 * {@code failure.json}: why a cell's last attempt ended without a result.
 *
 * @param exitCode of the forked JVM
 * @param reason in a sentence
 * @param suggestion what to do, in a sentence
 * @param lastLines of the log
 */
public record CellFailure(
    int exitCode, String reason, String suggestion, List<String> lastLines, Instant at) {
  public CellFailure {
    lastLines = List.copyOf(lastLines);
  }
}
