package io.github.dropblock.harness.node;

import com.sun.management.OperatingSystemMXBean;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.ExitCode;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Whether a machine can train a cell at all. */
public final class NodeFitness {
  private static final int OLDEST_JAVA = 17;

  private NodeFitness() {}

  /** A machine's kind, which the native libraries of a class path are for. */
  public static String platform() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /**
   * @param unfit what is wrong with a node's software
   * @throws NodeFaultException if anything is
   */
  static void require(Optional<Complaint> unfit) throws NodeFaultException {
    if (unfit.isPresent()) {
      throw new NodeFaultException(ExitCode.WRONG_BACKEND, unfit.get());
    }
  }

  /**
   * Looks at this machine.
   *
   * @param platform that it must be of
   * @param memory of a cell, bytes
   * @throws NodeFaultException saying what it lacks
   */
  static void require(String platform, long memory) throws NodeFaultException {
    require(
        platform,
        memory,
        platform(),
        Runtime.version().feature(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  static void require(String platform, long memory, String ownPlatform, int ownJava, long ownMemory)
      throws NodeFaultException {
    if (ownJava < OLDEST_JAVA) {
      throw new NodeFaultException(
          ExitCode.WRONG_BACKEND,
          "its Java is %s, and cells need 17 or newer".formatted(ownJava),
          Remedy.INSTALL_JAVA_THERE);
    }
    if (!ownPlatform.equals(platform)) {
      throw new NodeFaultException(
          ExitCode.WRONG_BACKEND,
          "it is %s, and the native libraries are those of %s, where Maven runs"
              .formatted(ownPlatform, platform),
          Remedy.RUN_ON_NODES_KIND);
    }
    if (ownMemory < memory) {
      throw new NodeFaultException(
          ExitCode.OUT_OF_MEMORY,
          "it has %s MB of memory, and a cell takes up to %s MB"
              .formatted(ownMemory / 1_000_000, memory / 1_000_000),
          Remedy.LOWER_BATCH_SIZE,
          Remedy.LOWER_CELL_MEMORY,
          Remedy.LEAVE_NODE_OUT);
    }
  }
}
