package io.github.dropblock.harness.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.SettingsIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Cells of a run that reads the paper otherwise. Where the reading changes nothing that a cell
 * uses, as where DropBlock does not act, training it again would give the same bytes: two thirds of
 * the paper's matrix.
 */
final class UnchangedCells {
  private final RunDirectory run;

  UnchangedCells(RunDirectory run) {
    this.run = run;
  }

  /** Takes a job's result from there, if it has not begun here and would be the same. */
  void take(Job job) throws IOException {
    CellDirectory there = run.cell(job.settings().cell());
    if (job.pretraining() || job.begun() || !there.done()) {
      return;
    }
    Optional<CellSettings> settings = there.settings();
    if (settings.isPresent() && same(settings.get(), job)) {
      job.folder().finishAs(there, job.settings().by(settings.get().step()));
    }
  }

  private static boolean same(CellSettings there, Job job) {
    return used(there).equals(used(job.settings().by(there.step())));
  }

  /** What a cell's numbers come from. */
  private static JsonNode used(CellSettings settings) {
    ObjectNode tree = (ObjectNode) SettingsIdentity.of(settings);
    if (!settings.cell().regularizer().dropsBlocks()) {
      ((ObjectNode) tree.get("training")).remove(List.of("dropBlock", "dropBlockPlaces"));
    }
    return tree;
  }
}
