package io.github.dropblock.plugin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's memory holds.
 *
 * @param liveBytes of objects on its heap, after a full collection
 * @param residentBytes of the process
 */
record LiveHeap(long liveBytes, long residentBytes) {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

  static LiveHeap of(ProcessHandle jvm) throws IOException, InterruptedException {
    String pid = Long.toString(jvm.pid());
    long resident =
        number(RESIDENT, Files.readString(Path.of("/proc", pid, "status"))) * 1024;
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "-J-XX:TieredStopAtLevel=1",
                pid,
                // Counts live objects, and so collects all others first.
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes());
    assertThat(jcmd.waitFor()).as("status of jcmd, which said %s", said).isZero();
    return new LiveHeap(number(TOTAL, said), resident);
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @Override
  public String toString() {
    return "%d kB live on the heap, %d MB resident".formatted(liveBytes >> 10, residentBytes >> 20);
  }
}
