package io.github.dropblock.harness.results;

import io.github.dropblock.harness.backend.Backend;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Reading;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.Sha256;
import io.github.dropblock.harness.images.Split;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.FeatureMaps;
import io.github.dropblock.harness.rundir.Machine;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.rundir.RunDirectory;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes run directories as a real run leaves them, with made-up numbers. */
public final class RunFolder {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final String FINGERPRINT = "0123456789abcdef".repeat(4);

  public final RunDirectory directory;
  private Profile profile = Profile.QUICK;
  private Optional<Reading> reading = Optional.empty();
  private Matrix matrix = Matrix.ofPaper();
  private String source = "drawn cats and dogs";
  private boolean drawn = true;
  private boolean paper;
  private int images = 1700;
  private String fingerprint = FINGERPRINT;
  private List<String> rejected = List.of();
  private String pixelFile = "pixels.bin";
  private Machine machine;

  public RunFolder(Path path) {
    directory = new RunDirectory(path);
  }

  public RunFolder matrix(
      List<Network> networks, List<Regularizer> regularizers, List<Long> seeds) {
    matrix = new Matrix(networks, regularizers, seeds);
    return this;
  }

  /** With images left out, each with its reason. */
  public RunFolder leftOut(List<String> images) {
    rejected = images;
    return this;
  }

  public RunFolder profile(Profile chosen) {
    profile = chosen;
    return this;
  }

  /** Another reading of the paper. */
  public RunFolder reading(Reading chosen) {
    reading = Optional.of(chosen);
    return this;
  }

  /** Photos, which are not the paper's. */
  public RunFolder photos(String name) {
    source = name;
    drawn = false;
    return this;
  }

  /** The paper's photos. */
  public RunFolder paperPhotos() {
    source = "Kaggle Dogs vs. Cats";
    drawn = false;
    paper = true;
    images = 17_000;
    return this;
  }

  /** What the cells that follow are trained on. */
  public RunFolder on(Machine trainer) {
    machine = trainer;
    return this;
  }

  /** A run that has a real manifest, of images that its predictions are of. */
  public RunFolder split() throws IOException {
    List<SplitManifest.SplitImage> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      int count = images / 17 * List.of(10, 4, 3).get(split.ordinal());
      for (int image = 0; image < count; image++) {
        boolean dog = image % 2 == 1;
        String name = (dog ? "dog." : "cat.") + image + ".jpg";
        String id = split == Split.TEST ? name : split + "/" + name;
        rows.add(new SplitManifest.SplitImage(id, dog ? 1 : 0, split, Sha256.of(id)));
      }
    }
    SplitManifest manifest =
        new SplitManifest(source, "made up", List.of("cat", "dog"), rows, List.of(), List.of());
    fingerprint = manifest.fingerprint();
    manifest.write(directory.splitFile());
    return this;
  }

  /** A run that has a real manifest and real decoded images. */
  public RunFolder images(SplitManifest manifest, Path pixels) throws IOException {
    fingerprint = manifest.fingerprint();
    images = manifest.rows().size();
    pixelFile = pixels.toString();
    manifest.write(directory.splitFile());
    return this;
  }

  /** Writes {@code run.json}; call it after the choices above. */
  public RunFolder begin() throws IOException {
    int part = images / 17;
    directory.write(
        new RunRecord(
            RunRecord.SCHEMA,
            "made-up",
            profile.id(),
            matrix,
            protocol(),
            new RunRecord.DataSummary(
                source,
                drawn,
                paper,
                List.of("cat", "dog"),
                10 * part,
                4 * part,
                3 * part,
                rejected,
                List.of(),
                fingerprint),
            Backend.CPU,
            new RunRecord.Versions("0.1.0", "1.0.0-M1.1", "17.0.1", "3.9.0", null),
            new RunRecord.Host("Linux", "amd64", 2, 16L << 30),
            "mvn dropblock:reproduce -Ddropblock.profile=" + profile.id(),
            START));
    return this;
  }

  /** Writes a cell's settings, and so begins it. */
  public RunFolder begun(Cell cell) throws IOException {
    Training training = protocol().training(cell.network());
    Json.write(
        files(cell).settingsFile(),
        new CellSettings(
            CellSettings.SCHEMA,
            cell,
            training,
            new DataReference("split.csv", pixelFile, fingerprint, List.of("cat", "dog")),
            null,
            Backend.CPU,
            "1.0.0-M1.1",
            cell.regularizer().generator(),
            new Step(Step.StepKind.COMPILED, Step.Instructions.AVX2, 1)));
    return this;
  }

  /** Writes rows of metrics whose losses fall from ln 2 to about {@code last}. */
  public RunFolder trained(Cell cell, int epochs, double last) throws IOException {
    begun(cell);
    List<EpochMetrics> rows = new ArrayList<>();
    int first = protocol().training(cell.network()).phases().get(0).epochs();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double share = epochs == 1 ? 1 : (epoch - 1.0) / (epochs - 1);
      double loss = 0.6931 * Math.pow(last / 0.6931, share);
      rows.add(
          new EpochMetrics(
              epoch,
              epoch <= first ? 1 : 2,
              rounded(loss * wobble(cell, epoch, 0.05)),
              rounded(0.5 + 0.4 * share),
              rounded(loss * 1.2 * wobble(cell, epoch + 7, 0.12)),
              rounded(0.5 + 0.38 * share),
              2.5,
              400));
    }
    files(cell).replaceMetrics(rows);
    return this;
  }

  /** Writes a whole cell. */
  public RunFolder finished(Cell cell, int correct, double lastLoss) throws IOException {
    int epochs = protocol().training(cell.network()).epochs();
    trained(cell, epochs, lastLoss);
    files(cell).writePredictions(predictions(cell, correct));
    List<CellResult.Drop> drops =
        cell.regularizer().dropsBlocks()
            ? List.of(
                new CellResult.Drop("conv1", 32, 32, 7, 0.00617, 0.8071, 0.8069),
                new CellResult.Drop("conv2", 16, 16, 7, 0.01045, 0.8183, 0.8190))
            : List.of();
    Json.write(
        files(cell).resultFile(),
        new CellResult(
            CellResult.SCHEMA,
            epochs,
            images / 17 * 3,
            correct,
            rounded(lastLoss * 1.1),
            1_234_567,
            2.5 * epochs,
            "CpuBackend, oneDNN",
            drops,
            START.plusSeconds(60),
            machine));
    return this;
  }

  /** Writes a finished cell's checksums. */
  public RunFolder sealed(Cell cell) throws IOException {
    files(cell).finish(files(cell).result().orElseThrow());
    return this;
  }

  /** Writes the feature maps that a cell with DropBlock leaves: of 6 × 6 cells. */
  public RunFolder exposed(Cell cell) throws IOException {
    byte[] before = new byte[36];
    byte[] mask = new byte[36];
    byte[] after = new byte[36];
    for (int i = 0; i < before.length; i++) {
      before[i] = (byte) (5 * i);
      boolean kept = i % 6 > 2 || i / 6 > 2;
      mask[i] = (byte) (kept ? 255 : 0);
      after[i] = (byte) (kept ? Math.round(5 * i * 4 / 3.0) : 0);
    }
    Json.write(
        files(cell).featureMapsFile(),
        new FeatureMaps(
            FeatureMaps.SCHEMA,
            "dog.1.jpg",
            "block3-conv3",
            6,
            6,
            3,
            0.05,
            4 / 3.0,
            2.5,
            List.of(
                new FeatureMaps.Channel(11, before, mask, after),
                new FeatureMaps.Channel(4, before, mask, after))));
    return this;
  }

  /** Wrong on the images that are the hardest, which is much the same ones for all cells. */
  private List<Prediction> predictions(Cell cell, int correct) {
    List<Integer> easiestFirst =
        IntStream.range(0, images / 17 * 3)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    image ->
                        unit("image".hashCode(), image) + 0.1 * unit(cell.id().hashCode(), image)))
            .toList();
    return IntStream.range(0, easiestFirst.size())
        .mapToObj(
            rank -> {
              int image = easiestFirst.get(rank);
              boolean dog = image % 2 == 1;
              return new Prediction(
                  (dog ? "dog." : "cat.") + image + ".jpg",
                  dog ? 1 : 0,
                  dog == rank < correct ? 0.9 : 0.1);
            })
        .toList();
  }

  /** Writes a cell whose attempt ended badly. */
  public RunFolder failed(Cell cell, String... lastLines) throws IOException {
    trained(cell, 3, 0.5);
    Json.write(
        files(cell).failureFile(),
        new CellFailure(
            67, "memory ran out", List.of(Remedy.LOWER_BATCH_SIZE), List.of(lastLines), START));
    return this;
  }

  /** Writes that VGG-16 is learning the source task. */
  public RunFolder pretraining() throws IOException {
    Files.createDirectories(directory.pretraining(Network.VGG_16).path());
    directory
        .pretraining(Network.VGG_16)
        .append(new EpochMetrics(1, 1, 0.7, 0.5, 0.7, 0.5, 1, 100));
    return this;
  }

  /** Writes that VGG-16 has learnt the source task, of which it got 1 of 2 test images right. */
  public RunFolder pretrained() throws IOException {
    pretraining();
    CellDirectory files = directory.pretraining(Network.VGG_16);
    files.writePredictions(
        List.of(new Prediction("bird", 0, 0.1), new Prediction("butterfly", 5, 0.1)));
    Json.write(
        files.resultFile(),
        new CellResult(
            CellResult.SCHEMA, 1, 2, 1, 1.3, 1000, 1, "CpuBackend", List.of(), START, machine));
    return this;
  }

  public List<Cell> cells() {
    return matrix.cells();
  }

  public CellDirectory files(Cell cell) {
    return directory.cell(cell);
  }

  private Protocol protocol() {
    Protocol protocol = profile.protocol();
    Protocol fixed = profile == Profile.QUICK ? ofFixedLength(protocol) : protocol;
    return reading.map(each -> each.of(fixed)).orElse(fixed);
  }

  /** The golden files shall not change when profile quick is made longer or shorter. */
  private static Protocol ofFixedLength(Protocol quick) {
    return quick.toBuilder()
        .epochs(Network.ALEXNET, 24)
        .epochs(Network.RESNET_34, 15)
        .epochs(Network.VGG_16, 40)
        .build();
  }

  /** A factor near 1 that looks random and is the same on every machine. */
  private static double wobble(Cell cell, int epoch, double size) {
    return 1 + size * (unit(cell.id().hashCode(), epoch) - 0.5) * 2;
  }

  /** A number from 0 to 1 that looks random. */
  private static double unit(int one, int other) {
    long mixed = (one * 31L + other) * 0x9E3779B97F4A7C15L;
    return (mixed >>> 40) / (double) (1 << 24);
  }

  /** The last bits of Math.pow may differ between machines, and would change fingerprints. */
  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
