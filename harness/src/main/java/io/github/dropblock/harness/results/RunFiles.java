package io.github.dropblock.harness.results;

import io.github.dropblock.harness.analysis.Observations;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * All that the report is made from.
 *
 * @param cells of the matrix, in its order
 * @param pretraining of the fine-tuned networks, where it has begun
 */
public record RunFiles(RunRecord run, List<CellFiles> cells, List<CellFiles> pretraining) {

  /**
   * Reads a run directory.
   *
   * @throws IOException if it is none, in a line that says how to get one
   */
  public static RunFiles read(RunDirectory directory) throws IOException {
    RunRecord run = directory.run().orElseThrow(() -> new IOException(noRun(directory)));
    List<CellFiles> cells =
        run.matrix().cells().stream()
            .map(cell -> CellFiles.read(cell, directory.cell(cell)))
            .toList();
    List<CellFiles> pretraining =
        run.matrix().networks().stream()
            .filter(Network::fineTuned)
            .map(network -> readPretraining(directory, network))
            .filter(files -> files.state() != CellState.NOT_RUN)
            .toList();
    return new RunFiles(run, cells, pretraining);
  }

  public List<CellFiles> cells(Network network, Regularizer regularizer) {
    return cells.stream()
        .filter(
            files -> files.cell().network() == network && files.cell().regularizer() == regularizer)
        .toList();
  }

  public Optional<CellFiles> pretraining(Network network) {
    return pretraining.stream().filter(files -> files.cell().network() == network).findFirst();
  }

  public long count(CellState state) {
    return cells.stream().filter(files -> files.state() == state).count();
  }

  public Observations observations() {
    return new Observations(cells.stream().flatMap(files -> files.observation().stream()).toList());
  }

  private static CellFiles readPretraining(RunDirectory directory, Network network) {
    return CellFiles.read(new Cell(network, Regularizer.NONE, 0), directory.pretraining(network));
  }

  private static String noRun(RunDirectory directory) {
    return directory.path()
        + " holds no run.json, so there is nothing to report; name a run's folder, or run"
        + " dropblock:reproduce first";
  }
}
