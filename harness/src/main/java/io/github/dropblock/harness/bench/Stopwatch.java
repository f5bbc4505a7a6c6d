package io.github.dropblock.harness.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Times work that is done again and again. */
final class Stopwatch {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final double seconds;

  /** Work that can be repeated. */
  @FunctionalInterface
  interface TimedWork {
    /** Does some of it; returns how many images it handled. */
    long some();
  }

  /**
   * @param seconds to time; half as long goes by before, for the JVM to compile what is busy
   */
  Stopwatch(double seconds) {
    this.seconds = seconds;
  }

  StageSpeed time(String stage, int imageSize, TimedWork work) {
    repeat(seconds / 2, work);
    return once(stage, imageSize, () -> repeat(seconds, work));
  }

  /** Times work that can be done only once. */
  StageSpeed once(String stage, int imageSize, TimedWork work) {
    long cpu = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    long images = work.some();
    double elapsed = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (PROCESS.getProcessCpuTime() - cpu) / 1e9;
    return new StageSpeed(stage, imageSize, images, images / elapsed, 1000 * cpuSeconds / images);
  }

  private static long repeat(double seconds, TimedWork work) {
    long start = System.nanoTime();
    long images = 0;
    do {
      images += work.some();
    } while (System.nanoTime() - start < seconds * 1e9);
    return images;
  }
}
