package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.remedy.Remedy;
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
 * @param remedies what to do; where a file of an earlier version has none, those of the exit code
 * @param lastLines of the log
 * @param at null where files that are here can't be read
 */
public record CellFailure(
    int exitCode,
    String reason,
    List<Remedy> remedies,
    List<String> lastLines,
    @Nullable Instant at) {
  public CellFailure {
    Objects.requireNonNull(reason, "reason");
    remedies = remedies == null ? ExitCode.of(exitCode).remedies() : List.copyOf(remedies);
    lastLines = List.copyOf(lastLines);
  }

  /** Of a cell that was not started, for its files can't be read. */
  public static CellFailure damaged(IOException cause) {
    return new CellFailure(
        ExitCode.BAD_SETTINGS.code(),
        Reason.of(cause),
        List.of(Remedy.RESTORE_FILES_OF_CELL),
        List.of(),
        Instant.now());
  }

  /** What people are told of it. */
  public Complaint complaint() {
    return new Complaint(reason, remedies);
  }

  /** The same with the end of a log. */
  public CellFailure with(List<String> lines) {
    return new CellFailure(exitCode, reason, remedies, lines, at);
  }
}
