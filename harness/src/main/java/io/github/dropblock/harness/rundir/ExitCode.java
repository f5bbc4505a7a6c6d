package io.github.dropblock.harness.rundir;

import java.util.Arrays;

/** How a cell's forked JVM says why it ended. */
public enum ExitCode {
  DONE(0, "finished", "nothing"),
  CRASHED(1, "an unexpected error", "read the log; if it is a defect, report it with the log"),
  BAD_SETTINGS(
      64,
      "settings.json can't be read or doesn't fit the files beside it",
      "delete the cell's folder and run again"),
  BAD_DATA(
      65,
      "the images can't be read",
      "check -Ddropblock.data, delete the cache folder and run again"),
  WRONG_BACKEND(
      66,
      "another ND4J backend ran than was asked for",
      "run dropblock:doctor, then choose -Ddropblock.backend"),
  OUT_OF_MEMORY(
      67,
      "memory ran out",
      "lower -Ddropblock.batchSize or -Ddropblock.parallelCells, or raise -Ddropblock.cellMemory"),
  DIVERGED(
      68,
      "the loss became infinite or not a number",
      "lower the learning rate or choose another seed"),
  NO_SPACE(
      69, "a file could not be written", "free disk space or check permissions, then run again"),
  PARENT_DIED(
      70, "the process that started it ended", "run again; the cell goes on where it stopped"),
  BAD_WEIGHTS(
      71,
      "the starting weights can't be used",
      "see the reason in its log, and check -Ddropblock.weights"),
  IN_USE(
      72,
      "an earlier process of this cell still runs",
      "end that process (its working folder is the cell's), then run again"),
  /** Ended by the watchdog of {@code fork}; no process says this of itself. */
  HUNG(
      73,
      "no epoch ended within the limit, so its process was ended",
      "run again; the cell goes on where it stopped; if its epochs take that long, raise"
          + " -Ddropblock.epochTimeout"),
  /** Ended by a signal or by the JVM itself: any code that no constant has. */
  KILLED(
      -1,
      "the process was killed",
      "run again; the cell goes on where it stopped; if the system killed it for want of memory, lower"
          + " -Ddropblock.parallelCells");

  /** What a JVM under {@code -XX:+ExitOnOutOfMemoryError} exits with. */
  private static final int JVM_OUT_OF_MEMORY = 3;

  private final int code;
  private final String reason;
  private final String suggestion;

  ExitCode(int code, String reason, String suggestion) {
    this.code = code;
    this.reason = reason;
    this.suggestion = suggestion;
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
  public String suggestion() {
    return suggestion;
  }

  /** The meaning of a process's exit status. */
  public static ExitCode of(int status) {
    if (status == JVM_OUT_OF_MEMORY) {
      return OUT_OF_MEMORY;
    }
    return Arrays.stream(values()).filter(value -> value.code == status).findFirst().orElse(KILLED);
  }
}
