package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.rundir.SettingsDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An accepted run, in a file to keep under version control.
 *
 * @param schema version of this file's form
 * @param run name of the accepted run
 * @param settings that a run must share to be held against it
 * @param backend that computed; another run's may differ
 * @param versions of what made the results; another run's may differ
 * @param cells what each reached
 */
public record Baseline(
    int schema,
    String run,
    Settings settings,
    Backend backend,
    RunRecord.Versions versions,
    List<AcceptedCell> cells) {
  private static final int SCHEMA = 1;

  public Baseline {
    cells = List.copyOf(cells);
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
      throw new IllegalArgumentException(
          "%s is not finished, so it can't be a baseline: no result of %s; run dropblock:reproduce again"
              .formatted(
                  directory.path(),
                  missing.stream().map(Cell::id).collect(Collectors.joining(", "))));
    }
    RunRecord run = files.run();
    Trainings trainings = files.trainings();
    return new Baseline(
        SCHEMA,
        run.name(),
        Settings.of(run),
        run.backend(),
        run.versions(),
        files.arms().stream()
            .flatMap(arm -> arm.finished().stream())
            .map(training -> AcceptedCell.of(training, trainings))
            .toList());
  }

  /**
   * Reads a baseline.
   *
   * @throws IOException if there is none in the file, or one of another schema
   */
  public static Baseline read(Path file) throws IOException {
    Baseline read = Json.read(file, Baseline.class);
    if (read.schema != SCHEMA || read.settings == null) {
      throw new IOException(
          "%s is no baseline of schema %d; write it anew with dropblock:baseline"
              .formatted(file, SCHEMA));
    }
    return read;
  }

  /** Replaces the file. */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /**
   * A check of the test accuracy of each of the baseline's arms.
   *
   * @throws IllegalArgumentException if the run's settings differ, saying where
   */
  List<Check> check(RunFiles now, Tolerance tolerance) {
    requireSameSettings(now.run());
    return cells.stream()
        .map(AcceptedCell::cell)
        .map(cell -> now.arm(cell.network(), cell.regularizer()))
        .distinct()
        .map(arm -> check(accepted(arm), arm, tolerance))
        .toList();
  }

  private void requireSameSettings(RunRecord now) {
    List<SettingsDifference> differences =
        SettingsDifference.between(Json.tree(settings), Json.tree(Settings.of(now)));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the baseline is of other settings, so its accuracies say nothing about this run (%s); run with the"
                  .formatted(
                      differences.stream()
                          .map(SettingsDifference::toString)
                          .collect(Collectors.joining("; ")))
              + " baseline's settings, or accept this run with dropblock:baseline");
    }
  }

  /** What all seeds of an arm reached in the accepted run. */
  private List<AcceptedCell> accepted(Arm arm) {
    return cells.stream()
        .filter(accepted -> accepted.cell().network() == arm.network())
        .filter(accepted -> accepted.cell().regularizer() == arm.regularizer())
        .toList();
  }

  private static Check check(List<AcceptedCell> then, Arm now, Tolerance tolerance) {
    String what = now.title() + ": testAccuracy, baseline";
    String file = now.file(Measure.TEST_ACCURACY.file());
    double before =
        then.stream().mapToDouble(AcceptedCell::testAccuracy).average().orElse(Double.NaN);
    if (!now.complete()) {
      return new Check(what, "as " + text(before), now.whatIsMissing(), false, file);
    }
    double value = now.accuracy();
    double error = standardError(before, then.get(0).testImages(), value, now.testImages());
    double lowest = before - tolerance.allowed(error);
    return new Check(
        what,
        "at least %s (%s less %s)".formatted(text(lowest), text(before), tolerance.text(error)),
        text(value) + now.seedsNote(),
        value >= lowest,
        file);
  }

  private static String text(double accuracy) {
    return Threshold.text(Measure.TEST_ACCURACY, accuracy);
  }

  /**
   * Of the difference of two accuracies, each a binomial proportion of its test images. Seeds share
   * their test images, so more of them don't make it smaller.
   */
  private static double standardError(double one, int images, double other, int otherImages) {
    return Math.sqrt(one * (1 - one) / images + other * (1 - other) / otherImages);
  }
}
