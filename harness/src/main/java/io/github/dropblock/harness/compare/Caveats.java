package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What must be known before runs are compared, a line for each thing. */
final class Caveats {
  /** A line names so many cells or arms; the tables show all. */
  private static final int NAMED = 3;

  private Caveats() {}

  /**
   * @param arms of all the runs together
   */
  static List<String> of(List<RunFiles> runs, List<ArmComparison> arms) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < runs.size(); i++) {
      against(runs.get(0).run(), runs.get(i).run(), ComparisonModel.letter(i), lines);
    }
    for (int i = 0; i < runs.size(); i++) {
      absent(runs.get(i), i, arms, lines);
    }
    return List.copyOf(lines);
  }

  private static void against(RunRecord first, RunRecord run, String letter, List<String> lines) {
    if (!first.profile().equals(run.profile())) {
      lines.add(
          "%s is a run of profile %s, A of %s: its differences have more than one cause."
              .formatted(letter, run.profile(), first.profile()));
    }
    if (!first.data().fingerprint().equals(run.data().fingerprint())) {
      lines.add(
          "%s was trained and tested on other images than A: differences are less sure."
              .formatted(letter));
    }
  }

  private static void absent(
      RunFiles run, int index, List<ArmComparison> arms, List<String> lines) {
    String letter = ComparisonModel.letter(index);
    List<String> notAskedFor =
        arms.stream()
            .map(arm -> arm.runs().get(index))
            .filter(arm -> arm.cells().isEmpty())
            .map(Arm::title)
            .toList();
    if (!notAskedFor.isEmpty()) {
      lines.add("%s does not have %s.".formatted(letter, named(notAskedFor, "; ")));
    }
    List<String> missing = run.missing().stream().map(Cell::id).toList();
    if (!missing.isEmpty()) {
      lines.add(
          "%s has no result of %s: means are over the seeds that are finished."
              .formatted(letter, named(missing, ", ")));
    }
  }

  private static String named(List<String> all, String separator) {
    String first = all.stream().limit(NAMED).collect(Collectors.joining(separator));
    return all.size() <= NAMED ? first : first + separator + (all.size() - NAMED) + " more";
  }
}
