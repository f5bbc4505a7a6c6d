package io.github.dropblock.harness.spark;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a run whose executors are all lost and stay so. Spark itself waits without end: of a
 * master that comes back without its memory, or never, a driver hears nothing.
 */
final class Desertion {
  private final ScheduledExecutorService clock;
  private final Duration patience;
  private final Runnable giveUp;
  private @Nullable ScheduledFuture<?> end;

  /**
   * @param clock that it goes by
   * @param patience with a run that has no executor
   * @param giveUp is run after it
   */
  Desertion(ScheduledExecutorService clock, Duration patience, Runnable giveUp) {
    this.clock = clock;
    this.patience = patience;
    this.giveUp = giveUp;
  }

  /** The last executor is lost. */
  synchronized void begins() {
    if (end == null) {
      end = clock.schedule(giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** There is one again that takes cells. */
  synchronized void ends() {
    if (end != null) {
      end.cancel(false);
      end = null;
    }
  }

  /** For people. */
  @Override
  public String toString() {
    return patience.toMinutes() + " minutes";
  }
}
