package io.github.dropblock.plugin.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has taken so far.
 *
 * @param cpuSeconds processor time, without that of the processes that it has started
 * @param residentBytes of memory now
 */
record ProcessCost(double cpuSeconds, long residentBytes) {
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

  static ProcessCost of(ProcessHandle process) throws IOException {
    double seconds =
        process.info().totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(Double.NaN);
    Matcher resident =
        RESIDENT.matcher(
            Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
    return new ProcessCost(seconds, resident.find() ? Long.parseLong(resident.group(1)) << 10 : 0);
  }

  @Override
  public String toString() {
    return "%d MB resident, %d s of processor time"
        .formatted(residentBytes >> 20, Math.round(cpuSeconds));
  }
}
