package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.progress.Estimates;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.MetricsTail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a listener how jobs go on, as far as their files show, one call at a time. */
final class MatrixProgress {
  private final ProgressListener listener;
  private final Estimates estimates;
  private final Map<Job, MetricsTail> running = new HashMap<>();

  /**
   * @param jobs of the matrix, done ones too: their timings tell of the others'
   * @param parallel jobs worked on at a time
   */
  MatrixProgress(ProgressListener listener, List<Job> jobs, int parallel) {
    this.listener = listener;
    estimates = new Estimates(parallel);
    for (Job job : jobs) {
      estimates.expect(job.title(), job.kind(), job.epochs());
      for (EpochMetrics row : MetricsTail.rows(job.folder()).orElse(List.of())) {
        estimates.timed(job.title(), row.epoch(), row.seconds());
      }
    }
  }

  synchronized void finishedBefore(Job job, CellResult result) {
    estimates.ended(job.title());
    listener.finished(job.title(), result, true);
  }

  synchronized void started(Job job) {
    MetricsTail tail = new MetricsTail(job.folder());
    running.put(job, tail);
    estimates.underWay(running.size());
    listener.started(job.title(), tail.seen(), job.epochs());
  }

  /** Looks for epochs that have ended since the last look. */
  synchronized void poll() {
    running.forEach(this::poll);
  }

  private void poll(Job job, MetricsTail tail) {
    for (EpochMetrics row : tail.fresh()) {
      estimates.timed(job.title(), row.epoch(), row.seconds());
      listener.epoch(
          job.title(), row, job.epochs(), estimates.cell(job.title()), estimates.matrix());
    }
  }

  synchronized void finished(Job job, CellResult result) {
    end(job);
    listener.finished(job.title(), result, false);
  }

  synchronized void failed(Job job, CellFailure failure) {
    end(job);
    listener.failed(job.title(), failure, job.folder());
  }

  private void end(Job job) {
    MetricsTail tail = running.remove(job);
    if (tail != null) {
      poll(job, tail);
    }
    estimates.ended(job.title());
  }
}
