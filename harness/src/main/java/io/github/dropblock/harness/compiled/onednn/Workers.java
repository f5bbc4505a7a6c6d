package io.github.dropblock.harness.compiled.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads for what Java does on large arrays. Which one does what changes no number. */
final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService others;

  Workers(int threads) {
    this.threads = threads;
    this.others = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, Workers::daemon);
  }

  int threads() {
    return threads;
  }

  /** Does a part of some work. */
  @FunctionalInterface
  interface PartialTask {
    /** Of the numbers from {@code first} up to {@code end}, exclusively. */
    void run(int first, int end);
  }

  /**
   * Shares numbers 0 to {@code count} out, in multiples of {@code grain} but for the last.
   *
   * @param grain fewer are not worth a thread
   */
  void share(int count, int grain, PartialTask part) {
    int parts = Math.min(threads, (count + grain - 1) / grain);
    if (parts <= 1) {
      part.run(0, count);
      return;
    }
    int grains = (count + grain - 1) / grain;
    List<Future<?>> running = new ArrayList<>(parts - 1);
    for (int i = 1; i < parts; i++) {
      int first = (int) ((long) grains * i / parts) * grain;
      int end = Math.min(count, (int) ((long) grains * (i + 1) / parts) * grain);
      running.add(others.submit(() -> part.run(first, end)));
    }
    part.run(0, grains / parts * grain);
    running.forEach(Workers::await);
  }

  private static void await(Future<?> part) {
    try {
      part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a training step", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "step");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdown();
    }
  }
}
