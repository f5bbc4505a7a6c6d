package io.github.dropblock.harness.results;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Writes a run directory of 30 test images a cell, with made-up numbers. */
public final class TinyRun {
  static final int TEST_IMAGES = 30;
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final RunDirectory directory;
  private int epochs = 2;

  /** Begins a run of one network and the given seeds, without and with Dropout & DropBlock. */
  public TinyRun(Path path, Profile profile, String deeplearning4j, String images, Long... seeds)
      throws IOException {
    this(path, profile, deeplearning4j, images, true, seeds);
  }

  private TinyRun(
      Path path,
      Profile profile,
      String deeplearning4j,
      String images,
      boolean drawn,
      Long... seeds)
      throws IOException {
    directory = new RunDirectory(path);
    directory.write(
        new RunRecord(
            RunRecord.SCHEMA,
            path.getFileName().toString(),
            profile.id(),
            new Matrix(
                List.of(Network.RESNET_34),
                List.of(Regularizer.NONE, Regularizer.DROPOUT_DROPBLOCK),
                List.of(seeds)),
            profile.protocol(),
            new RunRecord.DataSummary(
                drawn ? "drawn cats and dogs" : "photos of cats and dogs",
                drawn,
                false,
                List.of("cat", "dog"),
                100,
                40,
                TEST_IMAGES,
                List.of(),
                List.of(),
                images.repeat(64)),
            Backend.CPU,
            new RunRecord.Versions("0.1.0", deeplearning4j, "17.0.1", "3.8.7", null),
            new RunRecord.Host("Linux 6", "amd64", 2, 16L << 30),
            "mvn dropblock:reproduce -Ddropblock.profile=" + profile.id(),
            START));
  }

  /** A run of profile smoke with seed 1, on images {@code a}. */
  public static TinyRun smoke(Path path) throws IOException {
    return new TinyRun(path, Profile.SMOKE, "1.0.0-M1.1", "a", 1L);
  }

  /** A run of profile smoke with three seeds, on drawn images. */
  public static TinyRun drawn(Path path) throws IOException {
    return new TinyRun(path, Profile.SMOKE, "1.0.0-M1.1", "a", 1L, 2L, 3L);
  }

  /** A run of profile smoke with three seeds, on photos that are not the paper's. */
  public static TinyRun photos(Path path) throws IOException {
    return new TinyRun(path, Profile.SMOKE, "1.0.0-M1.1", "a", false, 1L, 2L, 3L);
  }

  /** Makes the trainings that follow as long; others have two epochs. */
  public TinyRun epochs(int count) {
    epochs = count;
    return this;
  }

  public RunDirectory directory() {
    return directory;
  }

  /** Finishes seeds 1 to 3 of an arm, all with the same test images wrong. */
  public TinyRun threeFinished(Regularizer regularizer, Integer... wrong) throws IOException {
    return finished(regularizer, 1, wrong)
        .finished(regularizer, 2, wrong)
        .finished(regularizer, 3, wrong);
  }

  /** Finishes a seed of an arm, with the numbers of the test images that it gets wrong. */
  public TinyRun finished(Regularizer regularizer, long seed, Integer... wrong) throws IOException {
    Cell cell = new Cell(Network.RESNET_34, regularizer, seed);
    CellDirectory files = directory.cell(cell);
    RunRecord run = directory.run().orElseThrow();
    Json.write(
        files.settingsFile(),
        new CellSettings(
            CellSettings.SCHEMA,
            cell,
            run.protocol().training(cell.network()),
            new DataReference("split.csv", "", run.data().fingerprint(), run.data().classes()),
            null,
            run.backend(),
            run.versions().deeplearning4j(),
            regularizer.generator(),
            null));
    files.replaceMetrics(
        IntStream.rangeClosed(1, epochs)
            .mapToObj(
                epoch ->
                    epoch == 1
                        ? new EpochMetrics(1, 1, 0.7, 0.5, 0.69, 0.5, 4, 50)
                        : new EpochMetrics(epoch, 1, 0.5, 0.75, 0.55, 0.7, 2, 100))
            .toList());
    Set<Integer> misses = Set.of(wrong);
    files.writePredictions(
        IntStream.range(0, TEST_IMAGES)
            .mapToObj(
                image ->
                    new Prediction(
                        "image-" + image,
                        image % 2,
                        misses.contains(image) == (image % 2 == 1) ? 0.2 : 0.8))
            .toList());
    Json.write(
        files.resultFile(),
        new CellResult(
            CellResult.SCHEMA,
            epochs,
            TEST_IMAGES,
            TEST_IMAGES - wrong.length,
            0.5,
            12_345,
            6,
            "CpuBackend, oneDNN",
            List.of(),
            START.plusSeconds(60),
            null));
    return this;
  }
}
