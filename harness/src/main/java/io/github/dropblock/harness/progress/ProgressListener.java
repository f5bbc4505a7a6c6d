package io.github.dropblock.harness.progress;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears how a matrix goes on. Called from several threads, one call at a time.
 *
 * <p>A {@code title} is a cell's id, or {@code pretraining vgg-16}.
 */
public interface ProgressListener {
  /** A stage before the training, such as decoding photos: {@code done} of {@code total}. */
  void preparing(String what, long done, long total);

  /** A cell starts, or goes on after {@code finishedEpochs}. */
  void started(String title, int finishedEpochs, int epochs);

  /**
   * An epoch has ended.
   *
   * @param cell time that the cell still needs, once an epoch of it has been timed
   * @param matrix time that everything still needs, as far as it can be told
   */
  void epoch(
      String title,
      EpochMetrics metrics,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> matrix);

  /** A cell has its result, from this invocation or, if {@code before}, from an earlier one. */
  void finished(String title, CellResult result, boolean before);

  /** A cell ended without a result. The others go on. */
  void failed(String title, CellFailure failure, CellDirectory cell);
}
