package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunLock;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsConflictException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Trains every cell of a matrix that has no result yet. Whenever it is stopped, the same request
 * goes on from there.
 */
public final class MatrixRunner {
  private final CellLauncher launcher;
  private final ProgressListener listener;

  public MatrixRunner(CellLauncher launcher, ProgressListener listener) {
    this.launcher = launcher;
    this.listener = listener;
  }

  /**
   * Runs a matrix. A cell that fails doesn't keep the others from going on.
   *
   * @throws SettingsConflictException if the directory holds results of other settings; nothing has
   *     been written then
   * @throws IOException in a line for the user, if the images can't be read, another process uses
   *     the directory, or it can't be written
   * @throws InterruptedException after ending all trainings, if the thread was interrupted
   */
  public MatrixOutcome run(RunRequest request) throws IOException, InterruptedException {
    request.directory().requireNoLinks();
    // Before the lock makes the directory: a wrong path to the images leaves no trace.
    try (ImageSource source = request.inputs().images(request.protocol().images())) {
      if (request.matrix().networks().stream().noneMatch(request::pretrains)) {
        return run(request, source, Optional.empty());
      }
      try (ImageSource other =
          request.inputs().sourceTask(request.protocol().pretraining().images())) {
        return run(request, source, Optional.of(other));
      }
    }
  }

  /**
   * @param other images of the source task, if a network is pretrained
   */
  private MatrixOutcome run(RunRequest request, ImageSource source, Optional<ImageSource> other)
      throws IOException, InterruptedException {
    RunLock lock = RunLock.take(request.directory().path());
    try {
      request.directory().removeParts();
      return runLocked(request, source, other);
    } finally {
      lock.close();
    }
  }

  private MatrixOutcome runLocked(
      RunRequest request, ImageSource source, Optional<ImageSource> other)
      throws IOException, InterruptedException {
    RunDirectory directory = request.directory();
    TaskImages images = TaskImages.ofCells(request, source, listener);
    Optional<TaskImages> sourceTask = Optional.empty();
    if (other.isPresent()) {
      sourceTask = Optional.of(TaskImages.ofSourceTask(request, other.get(), listener));
    }
    List<Job> jobs = Job.of(request, images, sourceTask);
    RunRecord run = request.record(images.summary(), directory.run());
    new SettingsCheck(directory).requireSame(run, jobs);

    directory.write(run);
    if (request.readOtherwise() != null) {
      UnchangedCells unchanged = new UnchangedCells(request.readOtherwise());
      for (Job job : jobs) {
        unchanged.take(job);
      }
    }
    new WorkerPool(launcher, listener).run(request, needed(jobs));
    return outcome(request);
  }

  /** All jobs, without a pretraining that no cell waits for any more. */
  private static List<Job> needed(List<Job> jobs) {
    Set<Job> awaited =
        jobs.stream()
            .filter(job -> !job.done())
            .flatMap(job -> job.after().stream())
            .collect(Collectors.toSet());
    return jobs.stream().filter(job -> !job.pretraining() || awaited.contains(job)).toList();
  }

  private static MatrixOutcome outcome(RunRequest request) {
    List<Cell> finished = new ArrayList<>();
    List<Cell> failed = new ArrayList<>();
    for (Cell cell : request.matrix().cells()) {
      (request.directory().cell(cell).done() ? finished : failed).add(cell);
    }
    return new MatrixOutcome(finished, failed);
  }
}
