package io.github.dropblock.harness.train;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why a training ended, with what only its own process knows: the epoch, the file, the batch. */
final class FailureReport {
  private FailureReport() {}

  static CellFailure of(CellDirectory directory, ExitCode code, Throwable cause) {
    Complaint complaint = complaint(directory, code, cause);
    return new CellFailure(
        code.code(), complaint.what(), complaint.remedies(), List.of(), Instant.now());
  }

  private static Complaint complaint(CellDirectory directory, ExitCode code, Throwable cause) {
    if (code == ExitCode.OUT_OF_MEMORY) {
      return settings(directory).map(OutOfMemory::complaint).orElse(code.complaint());
    }
    List<Remedy> own = Complaint.of(cause).remedies();
    return new Complaint(reason(code, cause), own.isEmpty() ? code.remedies() : own);
  }

  private static String reason(ExitCode code, Throwable cause) {
    return switch (code) {
      case DIVERGED -> cause.getMessage();
      case NO_SPACE -> line(cause);
      default -> code.reason() + ": " + line(cause);
    };
  }

  private static String line(Throwable cause) {
    String message = cause instanceof IOException ? cause.getMessage() : cause.toString();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }

  private static Optional<CellSettings> settings(CellDirectory directory) {
    try {
      return directory.settings();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
