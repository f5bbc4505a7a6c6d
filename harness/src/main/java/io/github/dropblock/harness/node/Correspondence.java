package io.github.dropblock.harness.node;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Reason;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The letters of one attempt. */
final class Correspondence {
  private final Post post;
  private final int cell;
  private final long attempt;
  private final String node;

  Correspondence(int cell, Errand.Here here) {
    this.cell = cell;
    post = here.post();
    attempt = here.attempt();
    node = here.node();
  }

  /** Nobody waits any more for what an attempt does. */
  static final class UnwantedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnwantedException() {
      super("this attempt is not wanted any more: the cell goes on elsewhere, or was called off");
    }
  }

  private Serializable ask(Letter letter) throws IOException {
    Serializable answer = post.ask(letter);
    if (answer == null) {
      throw new UnwantedException();
    }
    return answer;
  }

  /** Something that is done for a cell. */
  @FunctionalInterface
  interface Doing {
    int from(Letter.Start start) throws IOException, InterruptedException, NodeFaultException;
  }

  /** Says that an attempt begins, and what it fails for if that is not the cell's own doing. */
  int about(Doing work) throws IOException, InterruptedException, NodeFaultException {
    Letter.Start start = (Letter.Start) ask(new Letter.Begin(cell, attempt, node));
    try {
      return work.from(start);
    } catch (NodeFaultException fault) {
      ask(new Letter.Fault(cell, attempt, fault.code().code(), Complaint.of(fault)));
      throw fault;
    } catch (UnwantedException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      ask(new Letter.Fault(cell, attempt, ExitCode.CRASHED.code(), inALine(e)));
      throw e;
    }
  }

  /**
   * What this project's own files are refused for says how to go on; of the rest a log may tell.
   */
  private static Complaint inALine(Throwable cause) {
    String whole = cause instanceof IOException ? Reason.of(cause) : cause.toString();
    String line = whole.lines().findFirst().orElse("");
    List<Remedy> remedies = Complaint.of(cause).remedies();
    return remedies.isEmpty() && !line.contains("; ")
        ? new Complaint(line, Remedy.READ_EXECUTORS_LOG)
        : new Complaint(line, remedies);
  }

  void printed(byte[] bytes) throws IOException {
    ask(new Letter.Printed(cell, attempt, bytes));
  }

  /** Writes the checkpoint that came back from an earlier attempt. */
  void pullCheckpoint(long bytes, OutputStream out) throws IOException {
    for (long offset = 0; offset < bytes; ) {
      byte[] piece = (byte[]) ask(new Letter.Pull(cell, attempt, offset));
      if (piece.length == 0) {
        throw new IOException("the checkpoint that came back has become shorter");
      }
      out.write(piece);
      offset += piece.length;
    }
  }

  /** Sends a file, whatever its size. */
  void send(String file, InputStream content) throws IOException {
    MessageDigest digest = sha256();
    long offset = 0;
    byte[] piece = content.readNBytes(Post.MOST_BYTES);
    while (true) {
      byte[] next = content.readNBytes(Post.MOST_BYTES);
      digest.update(piece);
      String whole = next.length == 0 ? HexFormat.of().formatHex(digest.digest()) : null;
      ask(new Letter.Piece(cell, attempt, file, offset, piece, whole));
      if (whole != null) {
        return;
      }
      offset += piece.length;
      piece = next;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
