package io.github.dropblock.harness.fork;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.MetricsTail;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a training that hangs: one that ends no epoch within a limit. */
public final class WatchdogLauncher implements CellLauncher {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final CellLauncher launcher;
  private final EpochLimit limit;

  public WatchdogLauncher(CellLauncher launcher, EpochLimit limit) {
    this.launcher = launcher;
    this.limit = limit;
  }

  @Override
  public int launch(CellDirectory cell) throws IOException, InterruptedException {
    Watch watch = new Watch(cell, Thread.currentThread());
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "patience with " + cell.path().getFileName());
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(watch, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    try {
      return launcher.launch(cell);
    } catch (InterruptedException e) {
      if (watch.gaveUp()) {
        return ExitCode.HUNG.code();
      }
      throw e;
    } finally {
      clock.shutdownNow();
      watch.stop();
    }
  }

  /** Counts the time since a cell's last epoch, and interrupts who waits for it. */
  private final class Watch implements Runnable {
    private final CellDirectory cell;
    private final Thread waiting;
    private long last = System.nanoTime();
    private long quiet;
    private int epochs;
    private boolean gaveUp;
    private boolean stopped;

    Watch(CellDirectory cell, Thread waiting) {
      this.cell = cell;
      this.waiting = waiting;
    }

    @Override
    public synchronized void run() {
      long now = System.nanoTime();
      // No more than two ticks at a time: when this JVM itself was stopped, or the machine slept,
      // so
      // did the training.
      quiet += Math.min(now - last, 2 * TICK_NANOS);
      last = now;
      List<EpochMetrics> rows = MetricsTail.rows(cell).orElse(List.of());
      if (rows.size() != epochs) {
        epochs = rows.size();
        quiet = 0;
      }
      if (quiet > limit.next(rows).toNanos() && !stopped && !gaveUp) {
        gaveUp = true;
        waiting.interrupt();
      }
    }

    synchronized boolean gaveUp() {
      return gaveUp;
    }

    /** The interrupt may come when the training has just ended: nobody else must feel it. */
    synchronized void stop() {
      stopped = true;
      if (gaveUp) {
        Thread.interrupted();
      }
    }
  }
}
