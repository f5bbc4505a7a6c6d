package io.github.dropblock.plugin.console;

import io.github.dropblock.harness.files.Printable;
import io.github.dropblock.harness.progress.ProgressLines;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Progress on a terminal: what passes overwrites one line, what stays goes to the log. */
public final class LiveProgress implements ProgressListener {
  private final PrintStream terminal;
  private final int columns;
  private final ProgressLines lines;
  private final ProgressListener lasting;
  private int shown;

  /**
   * @param columns that a line of the terminal has
   * @param lasting hears of what stays
   */
  public LiveProgress(
      PrintStream terminal, int columns, ProgressLines lines, ProgressListener lasting) {
    this.terminal = terminal;
    this.columns = columns;
    this.lines = lines;
    this.lasting = lasting;
  }

  @Override
  public void preparing(String what, long done, long total) {
    show(lines.preparing(what, done, total));
  }

  @Override
  public void started(String title, int finishedEpochs, int epochs) {
    show("");
    lasting.started(title, finishedEpochs, epochs);
  }

  @Override
  public void epoch(
      String title,
      EpochMetrics metrics,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> matrix) {
    show(lines.epoch(title, metrics, epochs, cell, matrix));
  }

  @Override
  public void finished(String title, CellResult result, boolean before) {
    show("");
    lasting.finished(title, result, before);
  }

  @Override
  public void failed(String title, CellFailure failure, CellDirectory cell) {
    show("");
    lasting.failed(title, failure, cell);
  }

  /** One column stays free, since some terminals go to the next line after the last. */
  private void show(String text) {
    String line = Printable.of(text);
    String cut = line.length() < columns ? line : line.substring(0, columns - 1);
    terminal.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())) + "\r" + cut);
    terminal.flush();
    shown = cut.length();
  }
}
