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
   * @throws IOException if it could not even start
   * @throws InterruptedException after ending the training, if the calling thread was interrupted
   */
  int launch(CellDirectory cell) throws IOException, InterruptedException;
}
