package io.github.dropblock.harness.archive;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.RunDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an archive brought.
 *
 * @param added finished cells that came
 * @param unfinished cells that came with their checkpoints, and go on with the next run
 * @param there cells that were there already, as far as in the archive or further
 * @param missing cells of the matrix that still have no result
 */
public record Imported(
    RunDirectory directory,
    List<Cell> added,
    List<Cell> unfinished,
    List<Cell> there,
    List<Cell> missing) {
  public Imported {
    added = List.copyOf(added);
    unfinished = List.copyOf(unfinished);
    there = List.copyOf(there);
    missing = List.copyOf(missing);
  }

  Imported(RunDirectory directory, List<Admission> admissions, List<Cell> missing) {
    this(
        directory,
        cells(
            admissions, admission -> admission.taken() && admission.arrival().result().isPresent()),
        cells(admissions, admission -> admission.taken() && admission.arrival().result().isEmpty()),
        cells(admissions, admission -> !admission.taken()),
        missing);
  }

  private static List<Cell> cells(List<Admission> admissions, Predicate<Admission> chosen) {
    return admissions.stream()
        .filter(admission -> !admission.arrival().pretraining())
        .filter(chosen)
        .map(admission -> admission.arrival().cell())
        .toList();
  }

  /**
   * For people.
   *
   * @param advice words for what to do about missing cells
   */
  public List<String> lines(Advice advice) {
    List<String> lines = new ArrayList<>();
    lines.add("Run      " + directory.path());
    lines.add("Added    " + CellList.of(added, "finished"));
    if (!unfinished.isEmpty()) {
      lines.add("         " + CellList.of(unfinished, "unfinished, which go on with the next run"));
    }
    if (!there.isEmpty()) {
      lines.add("There    " + CellList.of(there, "the same already"));
    }
    if (missing.isEmpty()) {
      lines.add("Missing  none: the matrix is complete");
    } else {
      lines.add(
          "Missing  "
              + CellList.of(missing, "without a result")
              + "; "
              + advice.on(Remedy.TRAIN_MISSING_CELLS));
      lines.add("Split    " + directory.splitFile());
    }
    return lines;
  }
}
