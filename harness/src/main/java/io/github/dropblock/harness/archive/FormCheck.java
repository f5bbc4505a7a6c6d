package io.github.dropblock.harness.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsConflictException;
import io.github.dropblock.harness.rundir.SettingsDifference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses cells whose settings are others than those of the cells beside them: what one run would
 * have trained alike must be alike.
 *
 * @param directory that they are to be merged into
 * @param run that it will hold
 */
record FormCheck(RunDirectory directory, RunRecord run) {

  /**
   * Compares.
   *
   * @throws SettingsConflictException saying where they differ
   */
  void requireSame(List<Arrival> arrivals) throws IOException {
    Map<String, JsonNode> forms = new HashMap<>();
    List<String> differences = new ArrayList<>();
    for (Cell cell : run.matrix().cells()) {
      directory.cell(cell).settings().ifPresent(there -> compare(there, "", forms, differences));
    }
    for (Arrival arrival : arrivals) {
      if (!arrival.pretraining()) {
        compare(arrival.settings(), arrival.name(), forms, differences);
      }
    }
    if (!differences.isEmpty()) {
      throw new SettingsConflictException(directory.path(), differences);
    }
  }

  /** What was there first is not complained about. */
  private static void compare(
      CellSettings settings, String name, Map<String, JsonNode> forms, List<String> differences) {
    Cell cell = settings.cell();
    for (boolean ofTheNetwork : new boolean[] {true, false}) {
      String key = cell.network().id() + (ofTheNetwork ? "" : " " + cell.regularizer().id());
      JsonNode form = Arrival.form(settings, ofTheNetwork);
      JsonNode first = forms.putIfAbsent(key, form);
      if (first != null && !name.isEmpty() && differences.isEmpty()) {
        SettingsDifference.between(first, form).forEach(each -> differences.add(name + " " + each));
      }
    }
  }
}
