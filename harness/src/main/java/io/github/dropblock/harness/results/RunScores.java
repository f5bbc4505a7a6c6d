package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all cells of a run reached, arm by arm. */
public record RunScores(RunDirectory directory, RunRecord run, List<ArmScores> arms) {

  /**
   * Reads a run directory.
   *
   * @throws IOException if it is none, or a file in it can't be read
   */
  public static RunScores read(RunDirectory directory) throws IOException {
    RunRecord run =
        directory
            .run()
            .orElseThrow(
                () ->
                    new IOException(
                        "%s holds no run.json, so there is no run; run dropblock:reproduce first, or name another run"
                            .formatted(directory.path())));
    List<ArmScores> arms = new ArrayList<>();
    for (Network network : run.matrix().networks()) {
      for (Regularizer regularizer : run.matrix().regularizers()) {
        arms.add(arm(directory, run.matrix(), network, regularizer));
      }
    }
    return new RunScores(directory, run, arms);
  }

  /** The arm; one without cells where the matrix doesn't have it. */
  public ArmScores arm(Network network, Regularizer regularizer) {
    return arms.stream()
        .filter(arm -> arm.network() == network && arm.regularizer() == regularizer)
        .findFirst()
        .orElse(new ArmScores(network, regularizer, List.of(), List.of()));
  }

  /** Of all finished cells. */
  public List<Score> finished() {
    return arms.stream().flatMap(arm -> arm.finished().stream()).toList();
  }

  /** Cells without a result. */
  public List<Cell> missing() {
    return arms.stream().flatMap(arm -> arm.missing().stream()).toList();
  }

  private static ArmScores arm(
      RunDirectory directory, Matrix matrix, Network network, Regularizer regularizer)
      throws IOException {
    List<Score> finished = new ArrayList<>();
    List<Cell> missing = new ArrayList<>();
    for (long seed : matrix.seeds()) {
      Cell cell = new Cell(network, regularizer, seed);
      Optional<Score> score = Score.read(cell, directory.cell(cell));
      score.ifPresentOrElse(finished::add, () -> missing.add(cell));
    }
    return new ArmScores(network, regularizer, List.copyOf(finished), List.copyOf(missing));
  }
}
