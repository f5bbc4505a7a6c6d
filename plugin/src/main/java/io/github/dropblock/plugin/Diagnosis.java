package io.github.dropblock.plugin;

import io.github.dropblock.harness.backend.Coordinates;
import io.github.dropblock.plugin.parameters.MemorySize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code dropblock:doctor} prints. */
final class Diagnosis {
  private Diagnosis() {}

  /**
   * @param missing artifacts that the local repository lacks
   * @param cacheExists whether photos were ever decoded into the plan's cache
   */
  static List<String> of(LaunchPlan plan, List<Coordinates> missing, boolean cacheExists) {
    List<String> lines = new ArrayList<>();
    lines.add("Java     %s".formatted(plan.request().versions().java()));
    lines.add("Maven    %s".formatted(plan.request().versions().maven()));
    lines.add(
        "System   %s %s (%s), %d cores, %s of memory"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                plan.machine().cores(),
                new MemorySize(plan.machine().memory())));
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

  private static String natives(LaunchPlan plan) {
    if (plan.setup().backend().cuda()) {
      return "%s, with CUDA".formatted(plan.platform().name());
    }
    return plan.platform().extension().isEmpty()
        ? "%s: the plain libraries, as this processor or platform has no others"
            .formatted(plan.platform().classifier())
        : "%s: the processor has the instructions, and they are faster than the plain libraries"
            .formatted(plan.platform().classifier());
  }

  private static String downloads(List<Coordinates> missing) {
    return missing.isEmpty()
        ? "are in the local repository already"
        : "still to be downloaded, once: "
            + missing.stream().map(Coordinates::toString).collect(Collectors.joining(", "));
  }
}
