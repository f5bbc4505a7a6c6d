package io.github.dropblock.harness.rundir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** {@code log.txt}: what a cell's process printed, attempt after attempt. */
public record CellLog(Path file) {
  private static final String SEPARATOR = "==== attempt at ";

  /** Bytes looked at for the last lines: the log of a long training is large. */
  private static final int TAIL = 64 * 1024;

  /** Marks where an attempt starts. */
  public void begin(Instant at, String command) throws IOException {
    Files.writeString(
        file,
        SEPARATOR + at + ": " + command + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The last lines of the last attempt, {@code count} at most; none if there is no log. */
  public List<String> lastLines(int count) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    List<String> lines = tail().lines().toList();
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(SEPARATOR)) {
        start = i + 1;
      }
    }
    return List.copyOf(lines.subList(Math.max(start, lines.size() - count), lines.size()));
  }

  private String tail() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, log.length() - TAIL);
      byte[] bytes = new byte[(int) (log.length() - from)];
      log.seek(from);
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
