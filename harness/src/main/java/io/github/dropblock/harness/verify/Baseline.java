package io.github.dropblock.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.remedy.RemediableArgumentException;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.ArmAnswers;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An accepted run, in a file to keep under version control.
 *
 * @param schema version of this file's form
 * @param run name of the accepted run
 * @param settings that a run must share to be held against it
 * @param backend that computed; another run's may differ
 * @param versions of what made the results; another run's may differ
 * @param machine what kind of processor made the results; another run's may differ
 * @param cells what each reached
 */
public record Baseline(
    int schema,
    String run,
    Settings settings,
    Backend backend,
    RunRecord.Versions versions,
    TrainingMachines machine,
    List<AcceptedCell> cells) {
  private static final int SCHEMA = 2;

  /** With fewer nobody knows how much trainings scatter. */
  private static final int FEWEST_SEEDS = 3;

  public Baseline {
    Objects.requireNonNull(settings, "settings");
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("it has no cells, so any run would pass");
    }
    Set<Cell> distinct = new HashSet<>();
    for (AcceptedCell each : cells) {
      if (!distinct.add(each.cell())) {
        throw new IllegalArgumentException("it has %s twice".formatted(each.cell().id()));
      }
    }
  }

  /**
   * What accuracies depend on and a regression check must keep: the training, and the images.
   *
   * @param dataFingerprint SHA-256 of the split manifest
   */
  record Settings(
      Protocol protocol,
      String dataSource,
      int trainImages,
      int validationImages,
      int testImages,
      String dataFingerprint) {

    static Settings of(RunRecord run) {
      return new Settings(
          run.protocol(),
          run.data().source(),
          run.data().train(),
          run.data().validation(),
          run.data().test(),
          run.data().fingerprint());
    }
  }

  /**
   * Accepts a run.
   *
   * @throws IllegalArgumentException if a cell of it has no result
   * @throws IOException if the run can't be read
   */
  public static Baseline of(RunDirectory directory) throws IOException {
    RunFiles files = RunFiles.readAll(directory);
    List<Cell> missing = files.missing();
    if (!missing.isEmpty()) {
      throw new RemediableArgumentException(
          "%s is not finished, so it can't be a baseline: no result of %s"
              .formatted(
                  directory.path(),
                  missing.stream().map(Cell::id).collect(Collectors.joining(", "))),
          Remedy.RUN_REPRODUCE_AGAIN);
    }
    RunRecord run = files.run();
    if (run.matrix().seeds().size() < FEWEST_SEEDS) {
      throw new RemediableArgumentException(
          "%s has too few seeds to be a baseline: how much trainings scatter takes %s or more to see"
              .formatted(directory.path(), FEWEST_SEEDS),
          Remedy.RUN_MORE_SEEDS);
    }
    Trainings trainings = files.trainings();
    return new Baseline(
        SCHEMA,
        run.name(),
        Settings.of(run),
        run.backend(),
        run.versions(),
        TrainingMachines.of(files),
        files.arms().stream().flatMap(arm -> accepted(arm, trainings).stream()).toList());
  }

  private static List<AcceptedCell> accepted(Arm arm, Trainings trainings) {
    boolean[][] right = ArmAnswers.of(arm.finished()).answers().right();
    List<AcceptedCell> cells = new ArrayList<>();
    for (int seed = 0; seed < right.length; seed++) {
      cells.add(AcceptedCell.of(arm.finished().get(seed), right[seed], trainings));
    }
    return cells;
  }

  /**
   * Reads a baseline.
   *
   * @throws IOException if there is none in the file, or one of another schema
   */
  public static Baseline read(Path file) throws IOException {
    JsonNode content = content(file);
    if (!isBaseline(content)) {
      throw new RemediableException(file + " holds no baseline", Remedy.GIVE_BASELINE);
    }
    if (content.path("schema").intValue() != SCHEMA) {
      throw new RemediableException(
          "%s is not a baseline of schema %s".formatted(file, SCHEMA), Remedy.WRITE_BASELINE_AGAIN);
    }
    return Json.read(file, Baseline.class);
  }

  /**
   * Writes the file, replacing an earlier baseline, of whatever run and schema.
   *
   * @throws IOException if something else is in it, or it can't be written
   */
  public void write(Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) > 0 && !holdsBaseline(file)) {
      throw new RemediableException(
          file + " is there already and holds no baseline, so it is left as it is",
          Remedy.NAME_OTHER_BASELINE,
          Remedy.REMOVE_IT);
    }
    Json.write(file, this);
  }

  private static boolean holdsBaseline(Path file) {
    try {
      return isBaseline(content(file));
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonNode content(Path file) throws IOException {
    try {
      return Json.read(file, JsonNode.class);
    } catch (IOException e) {
      throw RemediableException.advised(e, Remedy.RESTORE_IT, Remedy.GIVE_BASELINE);
    }
  }

  /**
   * Of this schema or another. A run's results have a schema and cells too, and more of the run.
   */
  private static boolean isBaseline(JsonNode content) {
    return content.path("schema").isInt()
        && content.path("run").isTextual()
        && content.path("cells").isArray();
  }

  /**
   * A check of the test accuracy of each of the baseline's arms, and one that tells where the same
   * kind of processor predicts something else.
   *
   * @throws IllegalArgumentException if the run's settings differ, saying where
   */
  List<Check> check(RunFiles now, FalseAlarms falseAlarms) {
    requireSameSettings(now.run());
    AcceptedArms arms = new AcceptedArms(cells, now);
    List<Check> checks = new ArrayList<>(arms.check(falseAlarms));
    checks.addAll(arms.unknown());
    if (TrainingMachines.of(now).equals(machine)) {
      checks.add(new AcceptedPredictions(cells, now).check());
    }
    return List.copyOf(checks);
  }

  private void requireSameSettings(RunRecord now) {
    List<SettingsDifference> differences =
        SettingsDifference.between(Json.tree(settings), Json.tree(Settings.of(now)));
    if (!differences.isEmpty()) {
      throw new RemediableArgumentException(
          "the baseline is of other settings, so its accuracies say nothing about this run (%s)"
              .formatted(
                  differences.stream()
                      .map(SettingsDifference::toString)
                      .collect(Collectors.joining("; "))),
          Remedy.RUN_BASELINES_SETTINGS,
          Remedy.ACCEPT_RUN);
    }
  }
}
