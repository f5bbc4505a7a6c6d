package io.github.dropblock.harness.node;

import io.github.dropblock.harness.rundir.CellDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sends home what a cell leaves in its folder on a node: some as it comes, all at the end. */
final class Courier {
  private final Correspondence letters;
  private final CellDirectory cell;
  private final Duration betweenCheckpoints;

  private long logSent;
  private byte[] metricsSent = {};
  private @Nullable FileTime checkpointSent;
  private long checkpointAt = System.nanoTime();

  /**
   * @param checkpointSeconds after which a checkpoint is sent while the cell trains
   */
  Courier(Correspondence letters, CellDirectory cell, int checkpointSeconds) throws IOException {
    this.letters = letters;
    this.cell = cell;
    this.betweenCheckpoints = Duration.ofSeconds(checkpointSeconds);
    // What earlier attempts printed here has been sent, or was lost with them.
    logSent = Files.exists(cell.logFile()) ? Files.size(cell.logFile()) : 0;
    checkpointSent = modified(cell.checkpointFile());
  }

  /** What is new since the last round. */
  synchronized void round() throws IOException {
    log();
    if (System.nanoTime() - checkpointAt >= betweenCheckpoints.toNanos()) {
      checkpoint();
    }
    metrics();
  }

  /** Everything, once the cell's JVM has ended. */
  synchronized void all() throws IOException {
    log();
    checkpoint();
    for (String name : Luggage.ALL) {
      Path file = cell.path().resolve(name);
      boolean sent = name.equals(Luggage.CHECKPOINT);
      if (!sent && Files.exists(file)) {
        try (InputStream content = Files.newInputStream(file)) {
          letters.send(name, content);
        }
      }
    }
  }

  /** What the cell has printed. */
  synchronized void log() throws IOException {
    if (Files.notExists(cell.logFile())) {
      return;
    }
    try (RandomAccessFile log = new RandomAccessFile(cell.logFile().toFile(), "r")) {
      while (log.length() > logSent) {
        byte[] bytes = new byte[(int) Math.min(Post.MOST_BYTES, log.length() - logSent)];
        log.seek(logSent);
        log.readFully(bytes);
        letters.printed(bytes);
        logSent += bytes.length;
      }
    }
  }

  private void metrics() throws IOException {
    if (Files.exists(cell.metricsFile())) {
      byte[] now = Files.readAllBytes(cell.metricsFile());
      if (!Arrays.equals(now, metricsSent)) {
        letters.send(Luggage.METRICS, new ByteArrayInputStream(now));
        metricsSent = now;
      }
    }
  }

  /** A newer checkpoint than the last one, after the metrics: those must never be behind. */
  private void checkpoint() throws IOException {
    FileTime modified = modified(cell.checkpointFile());
    if (modified != null && !modified.equals(checkpointSent)) {
      // Opened first, since the cell may put a newer one in its place at any time.
      try (InputStream content = Files.newInputStream(cell.checkpointFile())) {
        metrics();
        letters.send(Luggage.CHECKPOINT, content);
      }
      checkpointSent = modified;
    }
    checkpointAt = System.nanoTime();
  }

  private static @Nullable FileTime modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
