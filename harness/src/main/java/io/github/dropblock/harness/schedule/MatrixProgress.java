package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.progress.Estimates;
import io.github.dropblock.harness.progress.KeptPaces;
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
  private final KeptPaces paces;
  private final Map<Job, MetricsTail> running = new HashMap<>();

  /**
   * @param jobs of the matrix, done ones too: their timings tell of the others'
   * @param parallel jobs worked on at a time
   * @param paces of earlier runs, and of this one for later ones
   */
  MatrixProgress(ProgressListener listener, List<Job> jobs, int parallel, KeptPaces paces) {
    this.listener = listener;
    this.paces = paces;
    estimates = new Estimates(parallel);
    for (Job job : jobs) {
      paces
          .of(job.pace(), job.images().training())
          .ifPresent(pace -> estimates.know(job.kind(), pace));
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
    estimates.started(job.title());
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
    lastLook(job);
    estimates.finished(job.title());
    estimates
        .pace(job.kind())
        .ifPresent(pace -> paces.keep(job.pace(), job.images().training(), pace));
    listener.finished(job.title(), result, false);
  }

  synchronized void failed(Job job, CellFailure failure) {
    lastLook(job);
    estimates.ended(job.title());
    listener.failed(job.title(), failure, job.folder());
  }

  private void lastLook(Job job) {
    MetricsTail tail = running.remove(job);
    if (tail != null) {
      poll(job, tail);
    }
  }
}
