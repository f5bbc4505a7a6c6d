package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import java.util.Arrays;
import java.util.List;

/** How a cell's forked JVM says why it ended. */
public enum ExitCode {
  DONE(0, "finished"),
  CRASHED(1, "an unexpected error", Remedy.READ_LOG),
  BAD_SETTINGS(
      64, "settings.json can't be read or doesn't fit the files beside it", Remedy.DELETE_CELL),
  BAD_DATA(65, "the images can't be read", Remedy.CHECK_DATA_AND_CACHE),
  WRONG_BACKEND(66, "another ND4J backend ran than was asked for", Remedy.CHOOSE_BACKEND),
  OUT_OF_MEMORY(
      67,
      "memory ran out",
      Remedy.LOWER_BATCH_SIZE,
      Remedy.LOWER_PARALLEL_CELLS,
      Remedy.RAISE_CELL_MEMORY),
  DIVERGED(68, "the loss became infinite or not a number", Remedy.LOWER_LEARNING_RATE),
  NO_SPACE(
      69,
      "a file could not be written",
      Remedy.FREE_DISK_SPACE,
      Remedy.CHANGE_PERMISSIONS_OF_FOLDER),
  PARENT_DIED(70, "the process that started it ended", Remedy.GO_ON),
  BAD_WEIGHTS(71, "the starting weights can't be used", Remedy.CHECK_WEIGHTS),
  IN_USE(72, "an earlier process of this cell still runs", Remedy.END_EARLIER_PROCESS),
  /** Ended by the watchdog of {@code fork}; no process says this of itself. */
  HUNG(73, "no epoch ended within the limit, so its process was ended", Remedy.RAISE_EPOCH_TIMEOUT),
  /** Ended by a signal or by the JVM itself: any code that no constant has. */
  KILLED(-1, "the process was killed", Remedy.LOWER_PARALLEL_CELLS_IF_KILLED);

  /** What a JVM under {@code -XX:+ExitOnOutOfMemoryError} exits with. */
  private static final int JVM_OUT_OF_MEMORY = 3;

  private final int code;
  private final String reason;
  private final List<Remedy> remedies;

  ExitCode(int code, String reason, Remedy... remedies) {
    this.code = code;
    this.reason = reason;
    this.remedies = List.of(remedies);
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }

  /** Why, for a sentence such as "the cell ended because: …". */
  public String reason() {
    return reason;
  }

  /** What to do about it. */
  public List<Remedy> remedies() {
    return remedies;
  }

  /** What people are told of it. */
  public Complaint complaint() {
    return new Complaint(reason, remedies);
  }

  /** The meaning of a process's exit status. */
  public static ExitCode of(int status) {
    if (status == JVM_OUT_OF_MEMORY) {
      return OUT_OF_MEMORY;
    }
    return Arrays.stream(values()).filter(value -> value.code == status).findFirst().orElse(KILLED);
  }
}
