package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.progress.KeptPaces;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has those of a run's jobs done that have no result yet, and shares what is pretrained. */
final class JobRunner {
  private final CellLauncher launcher;
  private final ProgressListener listener;

  JobRunner(CellLauncher launcher, ProgressListener listener) {
    this.launcher = launcher;
    this.listener = listener;
  }

  /**
   * Returns when every job has ended, well or not.
   *
   * @throws IOException if images can't be read or a file can't be written
   * @throws InterruptedException after ending all trainings
   */
  void run(RunRequest request, List<Job> jobs) throws IOException, InterruptedException {
    List<Job> pretraining = jobs.stream().filter(Job::pretraining).toList();
    WeightsCache cache = new WeightsCache(request);
    for (Job job : pretraining) {
      job.forgetWithoutWeights();
      cache.fetch(job);
    }
    train(request, jobs);
    for (Job job : pretraining) {
      cache.keep(job);
    }
  }

  private void train(RunRequest request, List<Job> jobs) throws IOException, InterruptedException {
    MatrixProgress progress =
        new MatrixProgress(
            listener, jobs, request.parallelCells(), new KeptPaces(request.inputs().cache()));
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
    for (TaskImages images : open.stream().map(Job::images).collect(Collectors.toSet())) {
      images.decode(listener);
    }
    new WorkerPool(launcher, progress).work(open, request.parallelCells());
  }
}
