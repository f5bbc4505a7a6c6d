package io.github.dropblock.plugin.console;

import io.github.dropblock.harness.progress.ProgressLines;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.plugin.parameters.FlagAdvice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;

/** Progress in a log that is kept: a line for each event, fewer for preparations. */
public final class LogProgress implements ProgressListener {
  private static final Duration BETWEEN_PREPARATIONS = Duration.ofSeconds(10);

  private final Log log;
  private final ProgressLines lines;
  private final LongSupplier nanoTime;
  private long lastPreparation;

  public LogProgress(Log log, ProgressLines lines) {
    this(log, lines, System::nanoTime);
  }

  public LogProgress(Log log, ProgressLines lines, LongSupplier nanoTime) {
    this.log = log;
    this.lines = lines;
    this.nanoTime = nanoTime;
    lastPreparation = nanoTime.getAsLong();
  }

  @Override
  public void preparing(String what, long done, long total) {
    long now = nanoTime.getAsLong();
    if (done == total || now - lastPreparation >= BETWEEN_PREPARATIONS.toNanos()) {
      lastPreparation = now;
      log.info(lines.preparing(what, done, total));
    }
  }

  @Override
  public void started(String title, int finishedEpochs, int epochs) {
    log.info(lines.started(title, finishedEpochs, epochs));
  }

  @Override
  public void epoch(
      String title,
      EpochMetrics metrics,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> matrix) {
    log.info(lines.epoch(title, metrics, epochs, cell, matrix));
  }

  @Override
  public void finished(String title, CellResult result, boolean before) {
    log.info(lines.finished(title, result, before));
  }

  @Override
  public void failed(String title, CellFailure failure, CellDirectory cell) {
    lines.failed(title, failure, cell, FlagAdvice.WORDS).forEach(log::error);
  }
}
