package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.files.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code failure.json}: why a cell's last attempt ended without a result.
 *
 * @param exitCode of the forked JVM
 * @param reason in a sentence
 * @param suggestion what to do, in a sentence
 * @param lastLines of the log
 * @param at null where files that are here can't be read
 */
public record CellFailure(
    int exitCode, String reason, String suggestion, List<String> lastLines, @Nullable Instant at) {
  public CellFailure {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(suggestion, "suggestion");
    lastLines = List.copyOf(lastLines);
  }

  /** Of a cell that was not started, for its files can't be read. */
  public static CellFailure damaged(IOException cause) {
    return new CellFailure(
        ExitCode.BAD_SETTINGS.code(),
        Reason.of(cause),
        "restore that file; or delete a damaged result.json alone, which is then made anew from the"
            + " checkpoint, or with damaged settings.json the cell's folder; then run again",
        List.of(),
        Instant.now());
  }

  /** The same with the end of a log. */
  public CellFailure with(List<String> lines) {
    return new CellFailure(exitCode, reason, suggestion, lines, at);
  }
}
