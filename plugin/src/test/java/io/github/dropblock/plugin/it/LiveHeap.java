package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's memory holds.
 *
 * @param liveBytes of objects on its heap, after a full collection
 * @param cost of the process
 */
record LiveHeap(long liveBytes, ProcessCost cost) {
  private static final long MILLIS_TO_LET_GO = 3000;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  static LiveHeap of(ProcessHandle jvm) throws IOException, InterruptedException {
    // Spark lets go of what its jobs have left once a collection has found it unreachable.
    jcmd(jvm, "GC.run");
    Thread.sleep(MILLIS_TO_LET_GO);
    // Counts live objects, and so collects all others first.
    long live = number(TOTAL, jcmd(jvm, "GC.class_histogram"));
    return new LiveHeap(live, ProcessCost.of(jvm));
  }

  private static String jcmd(ProcessHandle jvm, String command)
      throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "-J-XX:TieredStopAtLevel=1",
                Long.toString(jvm.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as("status of jcmd, which said %s", said).isZero();
    return said;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @Override
  public String toString() {
    return "%d kB live on the heap, %s".formatted(liveBytes >> 10, cost);
  }
}
