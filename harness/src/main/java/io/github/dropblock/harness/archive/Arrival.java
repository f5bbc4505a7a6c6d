package io.github.dropblock.harness.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A cell that has been unpacked and found whole.
 *
 * @param files where they lie for now
 * @param destination where they belong
 * @param pretraining whether it is not a cell of the matrix, but what fine-tuned cells start from
 * @param result empty where it comes with its checkpoint, to go on
 * @param epochs trained
 */
record Arrival(
    Cell cell,
    CellDirectory files,
    CellDirectory destination,
    boolean pretraining,
    CellSettings settings,
    Optional<CellResult> result,
    int epochs) {

  /** For people. */
  String name() {
    return pretraining ? "pretrained/" + cell.network().id() : cell.id();
  }

  /** Where it lies among the run's files. */
  Path inRun(Path run) {
    return run.relativize(destination.path());
  }

  /**
   * The part of settings that all cells of a network, or of an arm, have in common. By which step
   * each was computed is its own.
   */
  static JsonNode form(CellSettings settings, boolean ofTheNetwork) {
    ObjectNode tree = (ObjectNode) SettingsIdentity.of(settings);
    tree.remove(List.of("cell", "step"));
    if (ofTheNetwork) {
      tree.remove("generator");
    }
    return tree;
  }
}
