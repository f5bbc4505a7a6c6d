package io.github.dropblock.harness.node;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** While open, sends a courier on its rounds. */
final class CourierRounds implements AutoCloseable {
  private static final long SECONDS = 1;

  private final ScheduledExecutorService clock;

  /**
   * @param waiting for the training; interrupted when nobody wants it any more
   */
  CourierRounds(Courier courier, Thread waiting) {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "courier");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(() -> round(courier, waiting), SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void round(Courier courier, Thread waiting) {
    try {
      courier.round();
    } catch (Correspondence.UnwantedException e) {
      clock.shutdown();
      waiting.interrupt();
    } catch (IOException e) {
      // The next round has the same to say and more; only at the end must all have arrived.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      // A letter on its way must not meet those of the end.
      clock.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
