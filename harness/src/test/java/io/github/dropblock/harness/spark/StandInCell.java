package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Stands in for a training: counts to three epochs, each a row and a checkpoint, then a result. */
public final class StandInCell {
  private static final int EPOCHS = 3;

  private StandInCell() {}

  /**
   * @param arguments the cell's folder
   */
  public static void main(String[] arguments) throws IOException {
    CellDirectory cell = new CellDirectory(Path.of(arguments[0]));
    int last = Integer.getInteger("last", EPOCHS);
    int done =
        Files.exists(cell.checkpointFile())
            ? Integer.parseInt(Files.readString(cell.checkpointFile()))
            : 0;
    System.out.println("goes on after epoch " + done);
    for (int epoch = done + 1; epoch <= last; epoch++) {
      Files.writeString(
          cell.metricsFile(), epoch + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Files.writeString(cell.checkpointFile(), Integer.toString(epoch));
    }
    if (last < EPOCHS) {
      System.exit(Integer.getInteger("status", 1));
    }
    Files.writeString(
        cell.predictionsFile(), "predictions of " + cell.settings().orElseThrow().data().split());
    Files.writeString(cell.resultFile(), "{}");
  }
}
