package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.plugin.host.HostResources;
import io.github.dropblock.plugin.host.NativeCache;
import io.github.dropblock.plugin.parameters.MemorySize;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What {@code dropblock:doctor} prints. */
final class Diagnosis {
  private Diagnosis() {}

  /**
   * @param missing artifacts that the local repository lacks
   * @param cacheExists whether photos were ever decoded into the plan's cache
   * @param physical memory of the machine as its system counts it, bytes, if that can be told
   */
  static List<String> of(
      LaunchPlan plan, List<Coordinates> missing, boolean cacheExists, OptionalLong physical) {
    List<String> lines = new ArrayList<>();
    lines.add("Java     %s".formatted(plan.request().versions().java()));
    lines.add("Maven    %s".formatted(plan.request().versions().maven()));
    lines.add(
        "System   %s %s (%s), %s cores, %s of memory%s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                plan.machine().cores(),
                new MemorySize(plan.machine().memory()),
                limited(plan.machine(), physical)));
    lines.addAll(plan.lines());
    lines.add(
        "         "
            + (cacheExists ? "holds what was decoded before" : "is made when a run starts"));
    lines.add("Natives  " + natives(plan));
    lines.add(
        "         are unpacked into "
            + NativeCache.unpacked(plan.request().inputs().cache())
            + ", which can be written to and run from");
    lines.add("         " + downloads(missing));
    return lines;
  }

  /** A JVM sees what a container leaves of a machine, by either version of control groups. */
  private static String limited(HostResources machine, OptionalLong physical) {
    return physical.isPresent() && physical.getAsLong() > machine.memory() * 1.01
        ? ", the limit of its container (a control group) on a machine of "
            + new MemorySize(physical.getAsLong())
        : "";
  }

  private static String natives(LaunchPlan plan) {
    if (plan.nd4j().cuda()) {
      return "%s, with CUDA".formatted(plan.platform().name());
    }
    if (plan.setup().backend().cuda()) {
      return "%s: ND4J's for the CPU, beside CUDA's, which compute the steps"
          .formatted(plan.platform().classifier());
    }
    if (plan.platform().avx512()) {
      return "%s: ND4J's for AVX2, which were measured; the processor has AVX-512 too, and compiled steps use %s"
          .formatted(plan.platform().classifier(), plan.steps().instructions().title());
    }
    return plan.platform().extension().isEmpty()
        ? "%s: the plain libraries, as this processor or platform has no others"
            .formatted(plan.platform().classifier())
        : "%s: the processor has AVX2 (no AVX-512 that HotSpot would use), and they are faster than the plain libraries"
            .formatted(plan.platform().classifier());
  }

  private static String downloads(List<Coordinates> missing) {
    return missing.isEmpty()
        ? "are in the local repository already"
        : "still to be downloaded, once: "
            + missing.stream().map(Coordinates::toString).collect(Collectors.joining(", "));
  }
}
