package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.progress.KeptPaces;
import io.github.dropblock.harness.progress.ProgressListener;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Trains those of a run's jobs that have no result yet, several side by side, while someone watches
 * how they go on; and shares what is pretrained with other runs.
 */
final class WorkerPool {
  private static final long POLL_MILLIS = 500;

  private final CellLauncher launcher;
  private final ProgressListener listener;

  WorkerPool(CellLauncher launcher, ProgressListener listener) {
    this.launcher = launcher;
    this.listener = listener;
  }

  /**
   * Returns when every job has ended, well or not.
   *
   * @throws IOException if images can't be read or a file can't be written; all trainings are ended
   *     then
   * @throws InterruptedException after ending all trainings
   */
  void run(RunRequest request, List<Job> jobs) throws IOException, InterruptedException {
    List<Job> pretraining = jobs.stream().filter(Job::pretraining).toList();
    WeightsCache cache = new WeightsCache(request);
    for (Job job : pretraining) {
      job.forgetWithoutWeights();
      cache.fetch(job);
    }
    // Also where nothing has to be decoded: it says what was trained on.
    for (TaskImages images : jobs.stream().map(Job::images).collect(Collectors.toSet())) {
      images.writeSplit();
    }
    MatrixProgress progress =
        new MatrixProgress(
            listener, jobs, request.parallelCells(), new KeptPaces(request.inputs().cache()));
    Backlog backlog = Backlog.of(jobs, progress);
    for (TaskImages images : backlog.images()) {
      images.decode(listener);
    }
    work(backlog, progress, request.parallelCells());
    for (Job job : pretraining) {
      cache.keep(job);
    }
  }

  private void work(Backlog backlog, MatrixProgress progress, int size)
      throws IOException, InterruptedException {
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(named("progress of cells"));
    ExecutorService workers = Executors.newFixedThreadPool(size, named("cell"));
    try {
      watch.scheduleWithFixedDelay(progress::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
      CompletionService<Void> ends = new ExecutorCompletionService<>(workers);
      Attempt attempt = new Attempt(launcher, progress);
      for (int i = 0; i < size; i++) {
        ends.submit(() -> workOff(backlog, attempt));
      }
      for (int i = 0; i < size; i++) {
        ends.take().get();
      }
    } catch (ExecutionException e) {
      throw unwrapped(Objects.requireNonNull(e.getCause()));
    } finally {
      watch.shutdown();
      workers.shutdownNow();
      // Nobody may write into the run directory once its lock is released.
      workers.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  /** What each worker does: one job after the other, until none is left. */
  private static Void workOff(Backlog backlog, Attempt attempt)
      throws IOException, InterruptedException {
    for (Optional<Job> job = backlog.next(); job.isPresent(); job = backlog.next()) {
      Job next = job.get();
      attempt.at(next, () -> backlog.queued(next));
      // Not in a finally block: after an error the jobs that wait for this one must not start.
      backlog.ended(next);
    }
    return null;
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
