package io.github.dropblock.harness.cluster;

import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.remedy.Complaint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What Maven's JVM and the driver tell each other.
 *
 * @param topic what it is
 * @param cell that it is about, by its number; 0 for none
 * @param number an exit status, or 0
 * @param text as the kind says
 */
public record Message(Topic topic, int cell, int number, String text) {
  /** Longer than any setup. */
  private static final int MOST_BYTES = 16 << 20;

  /** Who says what. */
  public enum Topic {
    /** To the driver: a {@link ClusterSetup} as JSON. */
    SETUP,
    /** To the driver: train the cell in the folder that the text names. */
    TRAIN,
    /** To the driver: call a cell off. */
    CANCEL,
    /** To the driver: end. */
    END,
    /** From the driver: cells can be trained now. */
    READY,
    /** From the driver: a {@link Complaint} as JSON, for the user. */
    NOTICE,
    /** From the driver: a cell starts on the node that the text names. */
    STARTED,
    /** From the driver: a cell has ended with the exit status that is the number. */
    ENDED,
    /** From the driver: a cell could not be started, and why, as a {@link Complaint}. */
    NOT_STARTED,
    /** From the driver: nothing can be trained any more, and why, as a {@link Complaint}. */
    LOST
  }

  /** What a user is to know of it, for topics that say a {@link Complaint}. */
  public static Message of(Topic topic, int cell, Complaint complaint) {
    return new Message(topic, cell, 0, Json.text(complaint));
  }

  /**
   * What a user is to know of it.
   *
   * @throws IOException if its topic says none
   */
  Complaint complaint() throws IOException {
    return Json.read(
        text.getBytes(StandardCharsets.UTF_8), Complaint.class, "what the Spark driver said");
  }

  @SuppressWarnings("EnumOrdinal") // Both ends are of the same version.
  void writeTo(DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(topic.ordinal());
    out.writeInt(cell);
    out.writeInt(number);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  static Message readFrom(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    int cell = in.readInt();
    int number = in.readInt();
    int length = in.readInt();
    if (kind >= Topic.values().length || length < 0 || length > MOST_BYTES) {
      throw new IOException("what came is no message");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new Message(
        Topic.values()[kind], cell, number, new String(bytes, StandardCharsets.UTF_8));
  }
}
