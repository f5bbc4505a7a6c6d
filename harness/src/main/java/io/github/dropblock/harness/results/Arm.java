package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.rundir.CellResult;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A network with a regularizer, over all seeds of a run.
 *
 * @param cells one for each seed, finished or not; none where the matrix doesn't have the arm
 */
public record Arm(Network network, Regularizer regularizer, List<CellFiles> cells) {
  public Arm {
    cells = List.copyOf(cells);
  }

  public String title() {
    return network.title() + ", " + regularizer.title();
  }

  /** Of the finished seeds. */
  public List<CellFiles> finished() {
    return cells.stream().filter(CellFiles::finished).toList();
  }

  /** Of the finished seeds. */
  public List<CellResult> results() {
    return cells.stream().flatMap(files -> files.result().stream()).toList();
  }

  /** Cells without a result. */
  public List<Cell> missing() {
    return cells.stream().filter(files -> !files.finished()).map(CellFiles::cell).toList();
  }

  /** Whether a seed is finished. */
  public boolean measured() {
    return !results().isEmpty();
  }

  /** Whether all of its cells have a result. */
  public boolean complete() {
    return measured() && missing().isEmpty();
  }

  /** Mean test accuracy of the finished seeds, 0 to 1; NaN without any. */
  public double accuracy() {
    return results().stream().mapToDouble(CellResult::testAccuracy).average().orElse(Double.NaN);
  }

  /** Test images of one seed, which the seeds share; needs a finished one. */
  public int testImages() {
    return results().get(0).testImages();
  }

  /**
   * This arm's accuracy less the other's, percentage points, each the mean over its finished seeds,
   * as verdicts take it; empty where one has none.
   */
  public OptionalDouble pointsAbove(Arm baseline) {
    return measured() && baseline.measured()
        ? OptionalDouble.of(100 * (accuracy() - baseline.accuracy()))
        : OptionalDouble.empty();
  }

  /** Why there is no accuracy yet, in a few words: the state of its most advanced cell. */
  public CellState state() {
    return cells.stream().map(CellFiles::state).min(Enum::compareTo).orElse(CellState.NOT_RUN);
  }

  /** As {@code resnet-34-none-s2 has no result}. */
  public String whatIsMissing() {
    List<Cell> missing = missing();
    return missing.isEmpty()
        ? "not in this run"
        : missing.stream().map(Cell::id).collect(Collectors.joining(", "))
            + (missing.size() == 1 ? " has no result" : " have no result");
  }

  /** Where a cell's file lies in the run directory, with {@code *} for the seed if several. */
  public String file(String name) {
    String seed = cells.size() == 1 ? String.valueOf(cells.get(0).cell().seed()) : "*";
    return "cells/%s-%s-s%s/%s".formatted(network.id(), regularizer.id(), seed, name);
  }

  /** As {@code , mean of 3 seeds}, or nothing for one. */
  public String seedsNote() {
    int seeds = results().size();
    return seeds < 2 ? "" : ", mean of " + seeds + " seeds";
  }
}
