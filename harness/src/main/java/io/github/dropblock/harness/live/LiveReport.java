package io.github.dropblock.harness.live;

import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.report.RunUnderWay;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * While open, writes a run's page and summary anew after each training that starts or ends, and
 * every ten minutes, by a thread of its own; and passes all that it hears on to another listener.
 * Training never waits for it, and never fails with it.
 */
final class LiveReport implements ProgressListener, AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  private final ProgressListener listener;
  private final Rendering rendering;
  private final Consumer<String> warnings;
  private final Clocks clocks;
  private final Whereabouts whereabouts = new Whereabouts();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "report while it trains");
            thread.setDaemon(true);
            return thread;
          });

  /** Null before anything is heard. */
  private @Nullable Pacing pacing;

  private boolean warned;

  /** Writes what there is. */
  @FunctionalInterface
  interface Rendering {
    void of(RunUnderWay run) throws IOException;
  }

  /**
   * @param listener hears everything as well
   * @param warnings hears, once, why the page can't be written
   */
  LiveReport(
      ProgressListener listener, Rendering rendering, Consumer<String> warnings, Clocks clocks) {
    this.listener = listener;
    this.rendering = rendering;
    this.warnings = warnings;
    this.clocks = clocks;
  }

  /** Begins to look, now and then, whether to write. */
  void open() {
    thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void preparing(String what, long done, long total) {
    listener.preparing(what, done, total);
  }

  @Override
  public void started(String title, int finishedEpochs, int epochs) {
    listener.started(title, finishedEpochs, epochs);
    synchronized (this) {
      whereabouts.started(title, finishedEpochs, epochs);
      changed();
    }
  }

  @Override
  public void epoch(
      String title,
      EpochMetrics metrics,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> matrix) {
    listener.epoch(title, metrics, epochs, cell, matrix);
    synchronized (this) {
      whereabouts.epoch(title, metrics.epoch(), epochs, cell, matrix, clocks.now());
    }
  }

  @Override
  public void finished(String title, CellResult result, boolean before) {
    listener.finished(title, result, before);
    if (!before) {
      ended(title);
    }
  }

  @Override
  public void failed(String title, CellFailure failure, CellDirectory cell) {
    listener.failed(title, failure, cell);
    ended(title);
  }

  private synchronized void ended(String title) {
    whereabouts.ended(title);
    changed();
  }

  private void changed() {
    long now = clocks.now();
    if (pacing == null) {
      pacing = new Pacing(now);
    } else {
      pacing.changed(now);
    }
  }

  /** Writes the page if it is time to. */
  void look() {
    long begin = clocks.now();
    Optional<RunUnderWay> run = due(begin);
    if (run.isPresent()) {
      long before = clocks.processorTime();
      try {
        rendering.of(run.get());
      } catch (Throwable e) { // whatever it is, the trainings go on
        warn(e);
      }
      synchronized (this) {
        long end = clocks.now();
        Objects.requireNonNull(pacing).written(end, end - begin, clocks.processorTime() - before);
      }
    }
  }

  private synchronized Optional<RunUnderWay> due(long now) {
    if (pacing == null || !pacing.due(now)) {
      return Optional.empty();
    }
    pacing.writing();
    return Optional.of(whereabouts.now(now, Instant.now()));
  }

  private void warn(Throwable cause) {
    if (!warned) {
      warned = true;
      warnings.accept(
          "The report can't be written while the run trains, which goes on: " + reason(cause));
    }
  }

  private static String reason(Throwable cause) {
    // Without what to do: who fails by it says that, a cell, or the end.
    return cause instanceof IOException ? Reason.of(cause) : cause.toString();
  }

  /** Returns when no page is being written any more, so that the next is the last. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    try {
      while (!thread.isTerminated()) {
        try {
          thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
