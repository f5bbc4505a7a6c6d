package io.github.dropblock.plugin;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What there is to run on.
 *
 * @param cores processors that this JVM may use
 * @param memory physical, or the container's limit, bytes
 */
record HostResources(int cores, long memory) {
  static HostResources current() {
    return new HostResources(
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }
}
