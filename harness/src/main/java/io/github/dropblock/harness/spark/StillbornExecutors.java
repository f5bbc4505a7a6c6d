package io.github.dropblock.harness.spark;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees in the driver's log which executors of a standalone cluster end, and on which machines. Of
 * those that end before they have registered no listener of Spark's is told, and the master starts
 * them again and again: an old Java, another Spark, too little memory.
 *
 * @see <a
 *     href="https://github.com/apache/spark/blob/v4.0.0/core/src/main/scala/org/apache/spark/deploy/client/StandaloneAppClient.scala">StandaloneAppClient</a>,
 *     for the two lines
 */
final class StillbornExecutors extends FilterOutputStream {
  private static final int LONGEST = 2000;
  private static final Pattern ADDED =
      Pattern.compile("Executor added: (\\S+)/(\\d+) on \\S+ \\((.+):\\d+\\)");
  private static final Pattern ENDED =
      Pattern.compile(
          "Executor updated: (\\S+)/(\\d+) is now (?:EXITED|FAILED|LOST)(?: \\((.*)\\))?");

  private final EndListener listener;
  private final Map<String, String> hosts = new HashMap<>();
  private final StringBuilder line = new StringBuilder();

  /**
   * @param out where the log goes on to
   */
  StillbornExecutors(OutputStream out, EndListener listener) {
    super(out);
    this.listener = listener;
  }

  /** Hears of executors that have ended, whether they ever took a cell or not. */
  @FunctionalInterface
  interface EndListener {
    /**
     * An executor has ended.
     *
     * @param executor its number
     * @param host that it was on
     * @param reason in the worker's words
     * @param log where its own words are, below the worker's folder
     */
    void ended(String executor, String host, String reason, String log);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    out.write(b);
    see(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    for (int i = offset; i < offset + length; i++) {
      see(bytes[i]);
    }
  }

  private void see(int b) {
    if (b == '\n') {
      read(line.toString());
      line.setLength(0);
    } else if (line.length() < LONGEST) {
      // Numbers and addresses are plain letters, whatever else a line has.
      line.append((char) (b & 0xff));
    }
  }

  private void read(String text) {
    if (!text.contains("Executor ")) {
      return;
    }
    Matcher added = ADDED.matcher(text);
    if (added.find()) {
      hosts.put(added.group(2), added.group(3));
      return;
    }
    Matcher ended = ENDED.matcher(text);
    if (ended.find()) {
      String number = ended.group(2);
      listener.ended(
          number,
          hosts.getOrDefault(number, "?"),
          ended.group(3) == null ? "it ended" : ended.group(3),
          "work/%s/%s/stderr".formatted(ended.group(1), number));
      hosts.remove(number);
    }
  }
}
