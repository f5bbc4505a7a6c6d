package io.github.dropblock.harness.train;

import io.github.dropblock.harness.files.UnwritableFileException;
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
    return new CellFailure(
        code.code(), reason(code, cause), suggestion(directory, code), List.of(), Instant.now());
  }

  private static String reason(ExitCode code, Throwable cause) {
    return switch (code) {
      case DIVERGED -> cause.getMessage();
      case OUT_OF_MEMORY -> code.reason();
      case NO_SPACE ->
          cause instanceof UnwritableFileException unwritable
              ? unwritable.withoutAdvice()
              : line(cause);
      default -> code.reason() + ": " + line(cause);
    };
  }

  private static String line(Throwable cause) {
    String message = cause instanceof IOException ? cause.getMessage() : cause.toString();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }

  private static String suggestion(CellDirectory directory, ExitCode code) {
    return code == ExitCode.OUT_OF_MEMORY
        ? settings(directory).map(OutOfMemory::suggestion).orElse(code.suggestion())
        : code.suggestion();
  }

  private static Optional<CellSettings> settings(CellDirectory directory) {
    try {
      return directory.settings();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
