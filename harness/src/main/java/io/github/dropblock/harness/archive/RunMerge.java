package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.rundir.RunRecord;

/** What a run directory holds once an archive has been merged into it. */
final class RunMerge {
  private RunMerge() {}

  /**
   * Cells of both; the rest as in the one that was started first, so that it doesn't matter which
   * comes to which, but for the name. Whoever repeats it needs both commands.
   */
  static RunRecord of(RunRecord there, RunRecord arriving) {
    boolean swapped = arrivingFirst(there, arriving);
    RunRecord first = swapped ? arriving : there;
    RunRecord second = swapped ? there : arriving;
    return new RunRecord(
        RunRecord.SCHEMA,
        there.name(),
        first.profile(),
        there.matrix().equals(arriving.matrix())
            ? there.matrix()
            : first.matrix().union(second.matrix()),
        first.protocol(),
        first.data(),
        first.backend(),
        first.versions(),
        first.host(),
        RunRecord.commands(first.command(), second.command()),
        first.started());
  }

  private static boolean arrivingFirst(RunRecord there, RunRecord arriving) {
    return there.started() != null
        && arriving.started() != null
        && arriving.started().isBefore(there.started());
  }
}
