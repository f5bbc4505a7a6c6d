package io.github.dropblock.harness.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hands out jobs in their order, none before the one that it needs has ended. */
final class JobQueue {
  private final List<Job> waiting;
  private final Set<Job> open;

  JobQueue(List<Job> jobs) {
    waiting = new ArrayList<>(jobs);
    open = new HashSet<>(jobs);
  }

  /** The next job that can start, waited for if need be; nothing if none is left. */
  synchronized Optional<Job> next() throws InterruptedException {
    while (!waiting.isEmpty()) {
      for (Iterator<Job> jobs = waiting.iterator(); jobs.hasNext(); ) {
        Job job = jobs.next();
        if (job.after().filter(open::contains).isEmpty()) {
          jobs.remove();
          return Optional.of(job);
        }
      }
      wait();
    }
    return Optional.empty();
  }

  /** A job has ended, well or not. */
  synchronized void ended(Job job) {
    open.remove(job);
    notifyAll();
  }
}
