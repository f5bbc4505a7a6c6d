package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Trains each cell on whichever device has a place free. A cell that ends badly frees its place
 * like any other. A device that can't be used any more loses its place, and the cell goes to
 * another: else a GPU that fell off the bus would take cell after cell and fail them all at once.
 */
public final class DeviceSlots implements CellLauncher {
  private final BlockingQueue<CellLauncher> free;
  private int places;

  /**
   * @param launchers one for each cell that may run at a time, in the order to fill them
   */
  public DeviceSlots(List<? extends CellLauncher> launchers) {
    if (launchers.isEmpty()) {
      throw new IllegalArgumentException("there is no device to train on");
    }
    free = new LinkedBlockingQueue<>(launchers);
    places = launchers.size();
  }

  @Override
  public int launch(CellDirectory cell) throws IOException, InterruptedException {
    while (true) {
      CellLauncher launcher = free.take();
      boolean usable = true;
      try {
        int status = launcher.launch(cell);
        usable = ExitCode.of(status) != ExitCode.WRONG_BACKEND || mustStay();
        if (usable) {
          return status;
        }
      } finally {
        if (usable) {
          free.add(launcher);
        }
      }
    }
  }

  /** Gives a place up, unless it is the last: somebody has to say what is wrong. */
  private synchronized boolean mustStay() {
    if (places == 1) {
      return true;
    }
    places--;
    return false;
  }
}
