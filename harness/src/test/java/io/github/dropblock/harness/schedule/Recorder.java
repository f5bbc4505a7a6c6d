package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a listener hears, a line for each call but those of {@code preparing}. */
public final class Recorder implements ProgressListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void preparing(String what, long done, long total) {}

  @Override
  public void started(String title, int finishedEpochs, int epochs) {
    lines.add("%s starts at %d of %d".formatted(title, finishedEpochs, epochs));
  }

  @Override
  public void epoch(
      String title,
      EpochMetrics metrics,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> matrix) {
    lines.add(
        "%s epoch %d, left %s, matrix %s"
            .formatted(
                title,
                metrics.epoch(),
                cell.map(Duration::toSeconds).orElse(null),
                matrix.map(left -> left.time().toSeconds()).orElse(null)));
  }

  @Override
  public void finished(String title, CellResult result, boolean before) {
    lines.add(title + (before ? " finished before" : " finished"));
  }

  @Override
  public void failed(String title, CellFailure failure, CellDirectory cell) {
    lines.add("%s failed: %s".formatted(title, failure.reason()));
  }
}
