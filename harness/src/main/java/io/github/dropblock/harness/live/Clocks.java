package io.github.dropblock.harness.live;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * What time it is.
 *
 * @param nanoTime as {@link System#nanoTime()}
 * @param processorNanos that the calling thread has had of a processor
 */
record Clocks(LongSupplier nanoTime, LongSupplier processorNanos) {

  /** This JVM's; by the clock where it can't tell a thread's processor time. */
  static Clocks current() {
    var threads = ManagementFactory.getThreadMXBean();
    return new Clocks(
        System::nanoTime,
        threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
            ? threads::getCurrentThreadCpuTime
            : System::nanoTime);
  }

  long now() {
    return nanoTime.getAsLong();
  }

  long processorTime() {
    return processorNanos.getAsLong();
  }
}
