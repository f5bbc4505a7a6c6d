package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.RunLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pretrains fine-tuned networks alone, for later runs to start from. */
public final class Pretrainer {
  private final CellLauncher launcher;
  private final ProgressListener listener;

  public Pretrainer(CellLauncher launcher, ProgressListener listener) {
    this.launcher = launcher;
    this.listener = listener;
  }

  /**
   * Pretrains in the run directory, or goes on there, unless the cache has the weights.
   *
   * @param request whose matrix doesn't matter
   * @return the weights in the cache
   * @throws IOException in a line for the user, if pretraining fails, the run directory holds one
   *     of other settings, another process uses it, or it can't be written
   * @throws InterruptedException after ending the training, if the thread was interrupted
   */
  public List<Path> run(RunRequest request) throws IOException, InterruptedException {
    request.directory().requireNoLinks();
    try (ImageSource images =
        request.inputs().sourceTask(request.protocol().pretraining().images())) {
      RunLock lock = RunLock.take(request.directory().path());
      try {
        return run(request, TaskImages.ofSourceTask(request, images, listener));
      } finally {
        lock.close();
      }
    }
  }

  private List<Path> run(RunRequest request, TaskImages sourceTask)
      throws IOException, InterruptedException {
    List<Job> jobs =
        Arrays.stream(Network.values())
            .filter(Network::fineTuned)
            .map(network -> Job.pretraining(request, network, sourceTask))
            .toList();
    new SettingsCheck(request.directory()).requireSame(jobs);
    new WorkerPool(launcher, listener).run(request, jobs);
    List<Path> weights = new ArrayList<>();
    for (Job job : jobs) {
      if (!job.done()) {
        throw failed(job);
      }
      weights.add(new WeightsCache(request).of(job).checkpointFile());
    }
    return weights;
  }

  private static IOException failed(Job job) throws IOException {
    CellFailure failure = job.folder().failure().orElseThrow();
    return new RemediableException(
        new Complaint(
            "%s failed: %s (log: %s)"
                .formatted(job.title(), failure.reason(), job.folder().logFile()),
            failure.remedies()));
  }
}
