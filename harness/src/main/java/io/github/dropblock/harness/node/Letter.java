package io.github.dropblock.harness.node;

import io.github.dropblock.harness.remedy.Complaint;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of a cell. Each is answered.
 *
 * <p>An attempt's number is higher than those of the cell's earlier attempts: a node that was taken
 * to be lost may still be at work, and what it says is no longer wanted.
 */
public sealed interface Letter extends Serializable {
  /** The cell's number within the run. */
  int cell();

  /** Which attempt at the cell. */
  long attempt();

  /**
   * An attempt starts. The answer is a {@link Start}, or null if it is not wanted.
   *
   * @param node for people: the machine, and what of it
   */
  record Begin(int cell, long attempt, String node) implements Letter {}

  /**
   * A piece of the checkpoint that came back from an earlier attempt is wanted. The answer is its
   * bytes, or null if this attempt is not wanted any more.
   *
   * @param offset of its first byte
   */
  record Pull(int cell, long attempt, long offset) implements Letter {}

  /**
   * A piece of a file that the cell has left. The answer is true, or null if the attempt is not
   * wanted any more.
   *
   * @param file its name, one of {@link Luggage}
   * @param offset of its first byte; pieces come in their order
   * @param sha256 of the whole file with its last piece, else null
   */
  record Piece(
      int cell, long attempt, String file, long offset, byte[] bytes, @Nullable String sha256)
      implements Letter {}

  /** What the cell has printed since the last such letter. Answered as a {@link Piece} is. */
  record Printed(int cell, long attempt, byte[] bytes) implements Letter {}

  /**
   * The node can't train the cell. Answered as a {@link Piece} is.
   *
   * @param code of {@code ExitCode}
   * @param complaint for the user
   */
  record Fault(int cell, long attempt, int code, Complaint complaint) implements Letter {}

  /**
   * What an attempt starts from.
   *
   * @param metrics content of metrics.csv so far; empty if there is none
   * @param checkpointBytes size of the checkpoint to be pulled; 0 if there is none
   */
  record Start(byte[] metrics, long checkpointBytes) implements Serializable {}
}
