package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Those of a run's jobs that have no result yet. Hands them out in their order, none before the one
 * that it needs has ended.
 */
final class Backlog {
  private final List<Job> waiting;
  private final Set<Job> open;
  private @Nullable Job handedOut;

  private Backlog(List<Job> jobs) {
    waiting = new ArrayList<>(jobs);
    open = new HashSet<>(jobs);
  }

  /**
   * Leaves out jobs that are finished, and those whose files are damaged: these fail, since nobody
   * knows what they would go on from.
   *
   * @throws IOException if a failure can't be written
   */
  static Backlog of(List<Job> jobs, MatrixProgress progress) throws IOException {
    List<Job> open = new ArrayList<>();
    for (Job job : jobs) {
      try {
        job.folder().settings();
        Optional<CellResult> result = job.folder().result();
        if (result.isPresent()) {
          progress.finishedBefore(job, result.get());
        } else {
          open.add(job);
        }
      } catch (IOException damaged) {
        CellFailure failure = CellFailure.damaged(damaged);
        Json.write(job.folder().failureFile(), failure);
        progress.failed(job, failure);
      }
    }
    return new Backlog(open);
  }

  /** What its jobs train on. */
  synchronized Set<TaskImages> images() {
    return waiting.stream().map(Job::images).collect(Collectors.toSet());
  }

  /**
   * The next job that can start, waited for if need be; nothing if none is left. Until the one
   * before is {@link #queued} nobody gets another: what many workers launch at a time would queue
   * in any order, and a pretraining for which others wait perhaps last.
   */
  synchronized Optional<Job> next() throws InterruptedException {
    while (!waiting.isEmpty()) {
      Optional<Job> job = handedOut == null ? startable() : Optional.empty();
      if (job.isPresent()) {
        handedOut = job.get();
        return job;
      }
      wait();
    }
    return Optional.empty();
  }

  private Optional<Job> startable() {
    for (Iterator<Job> jobs = waiting.iterator(); jobs.hasNext(); ) {
      Job job = jobs.next();
      if (job.after().filter(open::contains).isEmpty()) {
        jobs.remove();
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  /** A job has been launched as far as to have its turn. */
  synchronized void queued(Job job) {
    if (job.equals(handedOut)) {
      handedOut = null;
      notifyAll();
    }
  }

  /** A job has ended, well or not. */
  synchronized void ended(Job job) {
    queued(job);
    open.remove(job);
    notifyAll();
  }
}
