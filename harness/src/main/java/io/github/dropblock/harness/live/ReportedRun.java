package io.github.dropblock.harness.live;

import io.github.dropblock.harness.files.UnwritableFileException;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.report.Report;
import io.github.dropblock.harness.rundir.SettingsConflictException;
import io.github.dropblock.harness.schedule.CellLauncher;
import io.github.dropblock.harness.schedule.MatrixOutcome;
import io.github.dropblock.harness.schedule.MatrixRunner;
import io.github.dropblock.harness.schedule.RunRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Trains a matrix, with a report that can be read while it trains and is whole at the end. */
public final class ReportedRun {
  private final CellLauncher launcher;
  private final ProgressListener listener;
  private final Optional<Path> templates;
  private final Advice advice;
  private final Consumer<String> warnings;
  private final Clocks clocks;

  /**
   * @param templates as of {@link Report#render}
   * @param advice as there
   * @param warnings hears, once, why the report can't be written while the matrix trains
   */
  public ReportedRun(
      CellLauncher launcher,
      ProgressListener listener,
      Optional<Path> templates,
      Advice advice,
      Consumer<String> warnings) {
    this(launcher, listener, templates, advice, warnings, Clocks.current());
  }

  ReportedRun(
      CellLauncher launcher,
      ProgressListener listener,
      Optional<Path> templates,
      Advice advice,
      Consumer<String> warnings,
      Clocks clocks) {
    this.launcher = launcher;
    this.listener = listener;
    this.templates = templates;
    this.advice = advice;
    this.warnings = warnings;
    this.clocks = clocks;
  }

  /**
   * A matrix, and the report of it.
   *
   * @param page the report's; empty where it could not be written
   * @param unwritten why not, where cells have failed too and are to be told first
   */
  public record ReportedOutcome(
      MatrixOutcome matrix, Optional<Path> page, Optional<UnwritableFileException> unwritten) {}

  /**
   * Runs a matrix, and writes its report also where cells have failed.
   *
   * @throws SettingsConflictException as {@link MatrixRunner#run}
   * @throws IOException as there, and as {@link Report#render}
   * @throws InterruptedException as there
   */
  public ReportedOutcome of(RunRequest request) throws IOException, InterruptedException {
    MatrixOutcome outcome;
    try (LiveReport live =
        new LiveReport(
            listener,
            run -> Report.renderUnderWay(request.directory(), templates, run, advice),
            warnings,
            clocks)) {
      live.open();
      outcome = new MatrixRunner(launcher, live).run(request);
    }
    try {
      Path page = Report.render(request.directory(), templates, advice);
      return new ReportedOutcome(outcome, Optional.of(page), Optional.empty());
    } catch (UnwritableFileException e) {
      if (outcome.failed().isEmpty()) {
        throw e;
      }
      return new ReportedOutcome(outcome, Optional.empty(), Optional.of(e));
    }
  }
}
