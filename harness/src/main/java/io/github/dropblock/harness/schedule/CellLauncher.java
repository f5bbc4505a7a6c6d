package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.IOException;

/**
 * Trains a cell somewhere. Knows the cell's folder and the settings in it, nothing else; the
 * training's only words are the files it leaves there.
 */
public interface CellLauncher {
  /**
   * Trains, and returns when the training has ended, well or not.
   *
   * @return the exit status of what trained
   * @throws LauncherLostException if it could not, and no other training could either
   * @throws IOException if it could not even start
   * @throws InterruptedException after ending the training, if the calling thread was interrupted
   */
  int launch(CellDirectory cell) throws IOException, InterruptedException;

  /**
   * The same, where many are launched at a time and may have to wait for a place.
   *
   * @param course hears how far the launch has come
   */
  default int launch(CellDirectory cell, Course course) throws IOException, InterruptedException {
    course.queued();
    course.started();
    return launch(cell);
  }

  /** What becomes of a launch before it ends. */
  interface Course {
    /** It has its turn: whatever is launched from now on comes after it. */
    default void queued() {}

    /** The training starts. */
    default void started() {}
  }
}
