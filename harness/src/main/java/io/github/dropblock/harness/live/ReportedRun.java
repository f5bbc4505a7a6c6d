package io.github.dropblock.harness.live;

import io.github.dropblock.harness.progress.ProgressListener;
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
  private final Consumer<String> warnings;
  private final Clocks clocks;

  /**
   * @param templates as of {@link Report#render}
   * @param warnings hears, once, why the report can't be written while the matrix trains
   */
  public ReportedRun(
      CellLauncher launcher,
      ProgressListener listener,
      Optional<Path> templates,
      Consumer<String> warnings) {
    this(launcher, listener, templates, warnings, Clocks.current());
  }

  ReportedRun(
      CellLauncher launcher,
      ProgressListener listener,
      Optional<Path> templates,
      Consumer<String> warnings,
      Clocks clocks) {
    this.launcher = launcher;
    this.listener = listener;
    this.templates = templates;
    this.warnings = warnings;
    this.clocks = clocks;
  }

  /**
   * A matrix, and the report of it.
   *
   * @param page the report's
   */
  public record ReportedOutcome(MatrixOutcome matrix, Path page) {}

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
            run -> Report.renderUnderWay(request.directory(), templates, run),
            warnings,
            clocks)) {
      live.open();
      outcome = new MatrixRunner(launcher, live).run(request);
    }
    return new ReportedOutcome(outcome, Report.render(request.directory(), templates));
  }
}
