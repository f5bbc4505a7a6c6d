package io.github.dropblock.harness.chaos;

import io.github.dropblock.harness.progress.ProgressListener;
import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.time.Duration;
import java.util.Optional;

/** Hears, and says nothing but why a cell failed. */
final class Silence implements ProgressListener {
  @Override
  public void preparing(String what, long done, long total) {}

  @Override
  public void started(String title, int finishedEpochs, int epochs) {}

  @Override
  public void epoch(
      String title,
      EpochMetrics metrics,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> matrix) {}

  @Override
  public void finished(String title, CellResult result, boolean before) {}

  @Override
  public void failed(String title, CellFailure failure, CellDirectory cell) {
    System.out.println(title + ": " + failure);
  }
}
