package io.github.dropblock.harness.schedule;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Works on jobs side by side, while someone watches how they go on. */
final class WorkerPool {
  private static final long POLL_MILLIS = 500;

  private final CellLauncher launcher;
  private final MatrixProgress progress;

  WorkerPool(CellLauncher launcher, MatrixProgress progress) {
    this.launcher = launcher;
    this.progress = progress;
  }

  /**
   * Returns when every job has ended.
   *
   * @param size jobs at a time
   * @throws IOException if a file can't be written; all trainings are ended then
   * @throws InterruptedException after ending all trainings
   */
  void work(List<Job> jobs, int size) throws IOException, InterruptedException {
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(named("progress of cells"));
    ExecutorService workers = Executors.newFixedThreadPool(size, named("cell"));
    try {
      watch.scheduleWithFixedDelay(progress::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
      CompletionService<Void> ends = new ExecutorCompletionService<>(workers);
      JobQueue queue = new JobQueue(jobs);
      for (int i = 0; i < size; i++) {
        ends.submit(new Worker(launcher, queue, progress));
      }
      for (int i = 0; i < size; i++) {
        ends.take().get();
      }
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      watch.shutdown();
      workers.shutdownNow();
      // Nobody may write into the run directory once its lock is released.
      workers.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static IOException unwrapped(Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
