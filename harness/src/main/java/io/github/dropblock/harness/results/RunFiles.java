package io.github.dropblock.harness.results;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a run directory holds: all that reports, checks and comparisons are made from.
 *
 * @param cells of the matrix, in its order
 * @param pretraining of the fine-tuned networks, where it has begun
 */
public record RunFiles(
    RunDirectory directory, RunRecord run, List<CellFiles> cells, List<CellFiles> pretraining) {
  public RunFiles {
    cells = List.copyOf(cells);
    pretraining = List.copyOf(pretraining);
  }

  /**
   * Reads a run directory. A cell whose files can't be read counts as failed.
   *
   * @throws IOException if it is none, in a line that says how to get one
   */
  public static RunFiles read(RunDirectory directory) throws IOException {
    RunRecord run =
        directory
            .run()
            .orElseThrow(
                () ->
                    new RemediableException(
                        directory.path() + " holds no run.json, so there is no run",
                        Remedy.RUN_REPRODUCE_FIRST,
                        Remedy.NAME_OTHER_RUN));
    List<CellFiles> cells =
        run.matrix().cells().stream()
            .map(cell -> CellFiles.read(run, cell, directory.cell(cell)))
            .toList();
    List<CellFiles> pretraining =
        run.matrix().networks().stream()
            .filter(Network::fineTuned)
            .map(network -> readPretraining(directory, network))
            .filter(files -> files.state() != CellState.NOT_RUN)
            .toList();
    return new RunFiles(directory, run, cells, pretraining);
  }

  /**
   * Reads a run directory for a judgement that must not pass over a damaged cell.
   *
   * @throws IOException if it is none, or naming the first file that can't be read
   */
  public static RunFiles readAll(RunDirectory directory) throws IOException {
    RunFiles files = read(directory);
    for (CellFiles cell : files.cells) {
      if (cell.damage().isPresent()) {
        throw new IOException(cell.damage().get());
      }
      if (cell.finished() && cell.metrics().isEmpty()) {
        throw new IOException(
            "%s is missing or empty, though the cell has a result; delete the cell's folder and run again"
                .formatted(directory.cell(cell.cell()).metricsFile()));
      }
    }
    return files;
  }

  private static CellFiles readPretraining(RunDirectory directory, Network network) {
    return CellFiles.read(new Cell(network, Regularizer.NONE, 0), directory.pretraining(network));
  }

  /** All finished cells' trainings. */
  public Trainings trainings() {
    return new Trainings(cells.stream().filter(CellFiles::finished).toList());
  }

  /** The matrix's arms, in its order. */
  public List<Arm> arms() {
    return run.matrix().networks().stream()
        .flatMap(
            network ->
                run.matrix().regularizers().stream().map(regularizer -> arm(network, regularizer)))
        .toList();
  }

  /** An arm; one without cells where the matrix doesn't have it. */
  public Arm arm(Network network, Regularizer regularizer) {
    return new Arm(
        network,
        regularizer,
        cells.stream()
            .filter(
                files ->
                    files.cell().network() == network && files.cell().regularizer() == regularizer)
            .toList());
  }

  /** Cells without a result, arm by arm. */
  public List<Cell> missing() {
    return arms().stream().flatMap(arm -> arm.missing().stream()).toList();
  }

  public Optional<CellFiles> pretraining(Network network) {
    return pretraining.stream().filter(files -> files.cell().network() == network).findFirst();
  }

  public long count(CellState state) {
    return cells.stream().filter(files -> files.state() == state).count();
  }
}
