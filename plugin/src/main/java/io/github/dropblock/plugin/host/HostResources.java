package io.github.dropblock.plugin.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to run on.
 *
 * @param cores processors that this JVM may use
 * @param memory physical, or the container's limit, bytes
 */
public record HostResources(int cores, long memory) {
  /** All of the machine's, whatever a container leaves of it; absent where Linux doesn't tell. */
  public static OptionalLong physicalMemory() {
    try {
      return physicalMemory(Files.readString(Path.of("/proc/meminfo")));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * @param meminfo as in <a
   *     href="https://man7.org/linux/man-pages/man5/proc_meminfo.5.html">proc(5)</a>
   */
  public static OptionalLong physicalMemory(String meminfo) {
    Matcher total = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$").matcher(meminfo);
    return total.find()
        ? OptionalLong.of(1024 * Long.parseLong(total.group(1)))
        : OptionalLong.empty();
  }

  public static HostResources current() {
    return new HostResources(
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }
}
