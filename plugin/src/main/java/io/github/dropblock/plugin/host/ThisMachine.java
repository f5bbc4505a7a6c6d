package io.github.dropblock.plugin.host;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.dropblock.harness.backend.InstalledCuda;
import io.github.dropblock.harness.backend.NvidiaDriver;
import io.github.dropblock.harness.backend.Platform;
import io.github.dropblock.harness.backend.StepChoice;
import io.github.dropblock.harness.fatbin.Ptxas;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that Maven itself runs on. */
final class ThisMachine implements HostMachine {
  @Override
  public HostResources resources() {
    return new HostResources(
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  /** Only Linux tells. */
  @Override
  public OptionalLong physicalMemory() {
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
  static OptionalLong physicalMemory(String meminfo) {
    Matcher total = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$").matcher(meminfo);
    return total.find()
        ? OptionalLong.of(1024 * Long.parseLong(total.group(1)))
        : OptionalLong.empty();
  }

  /** The JVM raises its own limit as far as it may; on Windows there is none. */
  @Override
  public OptionalLong openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getMaxFileDescriptorCount())
        : OptionalLong.empty();
  }

  @Override
  public Platform platform() {
    return Platform.current();
  }

  @Override
  public Optional<String> instructionCap() {
    return Optional.ofNullable(System.getenv(StepChoice.CAP));
  }

  @Override
  public NvidiaDriver gpus() {
    return NvidiaDriver.ask();
  }

  @Override
  public InstalledCuda cuda() {
    return InstalledCuda.find();
  }

  @Override
  public InstalledCuda cudaForSteps() {
    return InstalledCuda.findForSteps();
  }

  @Override
  public Optional<Ptxas> ptxas() throws IOException {
    return Ptxas.find();
  }
}
