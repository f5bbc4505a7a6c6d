package io.github.dropblock.harness.node;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Makes a cell's folder on a node ready for its JVM. */
final class NodeCell {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final CellOrder order;
  private final NodeCache cache;
  private final Correspondence letters;

  NodeCell(CellOrder order, NodeCache cache, Correspondence letters) {
    this.order = order;
    this.cache = cache;
    this.letters = letters;
  }

  /**
   * Settings that name this node's files, and the further of two trainings: the one that the node
   * has left of an earlier attempt, and the one that came back from wherever.
   */
  void prepare(CellDirectory cell, Letter.Start start)
      throws IOException, InterruptedException, NodeFaultException {
    RunLock lock = lock(cell);
    try {
      if (!further(cell, start)) {
        replace(cell, start);
      }
      CellSettings settings =
          Json.read(order.settings(), CellSettings.class, "the settings of cell " + order.cell());
      Json.write(
          cell.settingsFile(),
          settings.withFiles(
              cache.file(order.split()).toString(),
              cache.file(order.pixels()).toString(),
              order.weights() == null ? null : cache.file(order.weights()).toString()));
    } finally {
      lock.close();
    }
  }

  /** An earlier attempt's JVM, whose executor was killed, needs a moment to end. */
  private RunLock lock(CellDirectory cell)
      throws IOException, InterruptedException, NodeFaultException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<RunLock> lock = RunLock.tryTake(cell.path());
    while (lock.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_AGAIN_MILLIS);
      lock = RunLock.tryTake(cell.path());
    }
    return lock.orElseThrow(
        () -> new NodeFaultException(ExitCode.IN_USE, ExitCode.IN_USE.complaint()));
  }

  private static boolean further(CellDirectory cell, Letter.Start start) throws IOException {
    return Files.exists(cell.checkpointFile())
        && Files.exists(cell.metricsFile())
        && lines(Files.readAllBytes(cell.metricsFile())) >= lines(start.metrics());
  }

  private static long lines(byte[] text) {
    long lines = 0;
    for (byte each : text) {
      lines += each == '\n' ? 1 : 0;
    }
    return lines;
  }

  private void replace(CellDirectory cell, Letter.Start start) throws IOException {
    for (String name : Luggage.ALL) {
      Files.deleteIfExists(cell.path().resolve(name));
    }
    AtomicFile.removeParts(cell.path());
    if (start.checkpointBytes() > 0) {
      AtomicFile.write(cell.metricsFile(), out -> out.write(start.metrics()));
      AtomicFile.write(
          cell.checkpointFile(), out -> letters.pullCheckpoint(start.checkpointBytes(), out));
    }
  }
}
