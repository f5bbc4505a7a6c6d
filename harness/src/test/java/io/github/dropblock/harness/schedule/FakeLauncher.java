package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trains nothing, and leaves what a training would: rows of metrics, a result, an exit status. */
public final class FakeLauncher implements CellLauncher {
  /** What launching a cell does instead of succeeding. */
  public interface Behaviour {
    int launch(CellDirectory cell) throws IOException, InterruptedException;
  }

  private final Map<String, Behaviour> behaviours = new HashMap<>();
  private final List<String> launched = new ArrayList<>();
  private int running;
  private int most;

  /** Names of the folders launched, in that order. */
  public synchronized List<String> launched() {
    return List.copyOf(launched);
  }

  /** The largest number of cells that were running at a time. */
  synchronized int most() {
    return most;
  }

  public FakeLauncher when(String folder, Behaviour behaviour) {
    behaviours.put(folder, behaviour);
    return this;
  }

  FakeLauncher exits(String folder, int status) {
    return when(folder, cell -> status);
  }

  @Override
  public int launch(CellDirectory cell) throws IOException, InterruptedException {
    String folder = cell.path().getFileName().toString();
    synchronized (this) {
      launched.add(folder);
      running++;
      most = Math.max(most, running);
    }
    try {
      return behaviours.getOrDefault(folder, FakeLauncher::succeed).launch(cell);
    } finally {
      synchronized (this) {
        running--;
      }
    }
  }

  /** An epoch's row for every epoch that has none, a checkpoint and a result. */
  public static int succeed(CellDirectory cell) throws IOException {
    int epochs = cell.settings().orElseThrow().training().epochs();
    for (int epoch = cell.metrics().size() + 1; epoch <= epochs; epoch++) {
      cell.append(new EpochMetrics(epoch, 1, 0.7, 0.5, 0.7, 0.5, 2, 100));
    }
    Files.writeString(cell.checkpointFile(), "weights of " + cell.path().getFileName());
    Json.write(
        cell.resultFile(),
        new CellResult(
            CellResult.SCHEMA, epochs, 6, 5, 0.5, 1000, 2, "CPU", List.of(), Instant.EPOCH, null));
    return 0;
  }
}
