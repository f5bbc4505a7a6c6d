package io.github.dropblock.harness.spark;

import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.FileDigest;
import io.github.dropblock.harness.node.Letter;
import io.github.dropblock.harness.node.Luggage;
import io.github.dropblock.harness.node.Post;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cell that some node trains, at the end where its run directory is. */
final class Correspondent {
  private final CellDirectory cell;

  /** Of a file of which not all pieces have come; nodes send one after the other. */
  private final Path arriving;

  private long attempt = -1;
  private String node = "";
  private Letter.@Nullable Fault fault;
  private int faults;
  private boolean closed;

  Correspondent(int number, CellDirectory cell, Path arrivals) {
    this.cell = cell;
    this.arriving = arrivals.resolve("cell-" + number);
  }

  synchronized void close() throws IOException {
    closed = true;
    Files.deleteIfExists(arriving);
  }

  /** The last node that took the cell, for people; empty if none has. */
  synchronized String node() {
    return node;
  }

  /** The last that a node complained of; null if none has. */
  synchronized Letter.@Nullable Fault fault() {
    return fault;
  }

  /** How many attempts nodes have failed in. */
  synchronized int faults() {
    return faults;
  }

  /** The answer to a letter, null if it is not wanted. */
  synchronized @Nullable Serializable read(Letter letter) throws IOException {
    if (closed || letter.attempt() < attempt) {
      return null;
    }
    if (letter instanceof Letter.Begin begin) {
      return begin(begin);
    }
    if (letter.attempt() != attempt) {
      return null;
    }
    if (letter instanceof Letter.Pull pull) {
      return checkpointFrom(pull.offset());
    }
    if (letter instanceof Letter.Piece piece) {
      put(piece);
    } else if (letter instanceof Letter.Printed printed) {
      Files.write(
          cell.logFile(), printed.bytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } else if (letter instanceof Letter.Fault said) {
      fault = said;
      faults++;
    }
    return true;
  }

  private Letter.Start begin(Letter.Begin begin) throws IOException {
    attempt = begin.attempt();
    node = begin.node();
    new CellLog(cell.logFile()).begin(Instant.now(), "on " + node);
    boolean goesOn = Files.exists(cell.checkpointFile()) && Files.exists(cell.metricsFile());
    return goesOn
        ? new Letter.Start(
            Files.readAllBytes(cell.metricsFile()), Files.size(cell.checkpointFile()))
        : new Letter.Start(new byte[0], 0);
  }

  private byte[] checkpointFrom(long offset) throws IOException {
    try (InputStream in = Files.newInputStream(cell.checkpointFile())) {
      in.skipNBytes(offset);
      return in.readNBytes(Post.MOST_BYTES);
    }
  }

  private void put(Letter.Piece piece) throws IOException {
    if (!Luggage.known(piece.file())) {
      throw new IOException(node + " sends '" + piece.file() + "', which no cell leaves");
    }
    Files.createDirectories(arriving.getParent());
    if (piece.offset() == 0) {
      Files.write(arriving, piece.bytes());
    } else if (Files.size(arriving) == piece.offset()) {
      Files.write(arriving, piece.bytes(), StandardOpenOption.APPEND);
    } else {
      throw new IOException("a piece of " + piece.file() + " is missing");
    }
    if (piece.sha256() != null) {
      if (!FileDigest.of(arriving, "SHA-256").equals(piece.sha256())) {
        throw new IOException(piece.file() + " arrived damaged");
      }
      AtomicFile.writeInPlace(
          cell.path().resolve(piece.file()), part -> Files.move(arriving, part));
    }
  }
}
