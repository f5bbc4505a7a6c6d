package io.github.dropblock.harness.results;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of machine, as far as a cell's numbers may depend on it.
 *
 * @param processor its model; empty where an earlier version did not record it
 * @param backend what computed, in ND4J's own words: the GPU, or the processor
 * @param step with how many threads of which instructions, in words; empty where not recorded
 */
public record MachineKind(Optional<String> processor, String backend, Optional<String> step) {

  /** That of a finished cell; empty for another. */
  static Optional<MachineKind> of(CellFiles cell) {
    return cell.result()
        .map(
            result ->
                new MachineKind(
                    Optional.ofNullable(result.machine()).map(machine -> machine.processor()),
                    result.backend(),
                    cell.settings().map(CellSettings::step).map(Step::inWords)));
  }

  /** Those that a run's finished cells were trained on, the first cell's first. */
  public static List<MachineKind> all(RunFiles files) {
    return files.cells().stream().flatMap(cell -> of(cell).stream()).distinct().toList();
  }

  /** The results of the cells that were trained on it. */
  public List<CellResult> trained(RunFiles files) {
    return trained(files.cells().stream()).toList();
  }

  Stream<CellResult> trained(Stream<CellFiles> cells) {
    return cells
        .filter(cell -> of(cell).equals(Optional.of(this)))
        .flatMap(cell -> cell.result().stream());
  }
}
