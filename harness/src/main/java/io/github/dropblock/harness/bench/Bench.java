package io.github.dropblock.harness.bench;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Protocol;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.experiment.Training;
import io.github.dropblock.harness.files.AtomicFile;
import io.github.dropblock.harness.files.Json;
import io.github.dropblock.harness.files.PlainTree;
import io.github.dropblock.harness.images.ImageProgress;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.ImageSources;
import io.github.dropblock.harness.images.PixelCache;
import io.github.dropblock.harness.images.SplitManifest;
import io.github.dropblock.harness.progress.KeptPaces;
import io.github.dropblock.harness.progress.Pace;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.RemediableException;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.DataReference;
import io.github.dropblock.harness.rundir.ExitCode;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.schedule.CellLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures every stage between a photo and a trained network, and leaves {@code bench.json} and the
 * same as tables, {@code bench.md}.
 */
public final class Bench {
  /** What a JVM that measures steps runs; by name, since it needs DL4J, which this one lacks. */
  public static final String STEPS = "io.github.dropblock.harness.train.StepsMain";

  /** Enough for a few batches; drawing more photos would take longer than the measuring. */
  private static final int PHOTOS = 340;

  /**
   * Most images that steps are measured with. An epoch of them is as long as one of profile {@code
   * quick}: the first batch of each is waited for, so short epochs would show more waiting than
   * trainings have.
   */
  private static final int STEP_IMAGES = 1700;

  /** Each ten training images are validated with four, whose pass forward is a third of a step. */
  private static final double EPOCH_OVER_STEPS = 1 + 0.4 / 3;

  private final CellLauncher images;
  private final CellLauncher steps;
  private final Consumer<String> said;

  /**
   * @param images of JVMs that run {@link ImagesMain}
   * @param steps of JVMs that run {@link #STEPS}
   * @param said hears what is being measured
   */
  public Bench(CellLauncher images, CellLauncher steps, Consumer<String> said) {
    this.images = images;
    this.steps = steps;
    this.said = said;
  }

  /**
   * @return the tables' lines
   * @throws IOException in a line for the user, if the photos can't be read or a JVM fails
   */
  public List<String> run(BenchRequest request) throws IOException, InterruptedException {
    new PlainTree(request.folder()).require();
    List<StageSpeed> stages = new ArrayList<>();
    List<NetworkSpeed> networks = new ArrayList<>();
    if (!request.sizes().isEmpty()) {
      Path photos = photos(request);
      for (int size : request.sizes()) {
        stages.addAll(stages(request, photos, size));
      }
    }
    DataReference data = data(request);
    for (Network network : request.matrix().networks()) {
      networks.add(steps(request, network, data));
    }
    BenchResult result =
        new BenchResult(
            BenchResult.SCHEMA,
            Instant.now(),
            RunRecord.Host.current(),
            described(request),
            request.threads(),
            stages,
            networks);
    List<String> table = BenchTable.lines(result);
    Json.write(request.folder().resolve("bench.json"), result);
    AtomicFile.write(request.folder().resolve("bench.md"), String.join("\n", table) + "\n");
    return table;
  }

  private static Path photos(BenchRequest request) throws IOException {
    if (request.data().isPresent()) {
      return request.data().get();
    }
    Path folder = request.folder().resolve("photos");
    DrawnPhotos.write(folder, PHOTOS);
    return folder;
  }

  private static String described(BenchRequest request) throws IOException {
    if (request.data().isPresent()) {
      try (ImageSource source = ImageSources.open(request.data().get(), request.cache())) {
        return source.description();
      }
    }
    return "drawn JPEG files of %s × %s pixels".formatted(DrawnPhotos.SIDE, DrawnPhotos.SIDE);
  }

  private List<StageSpeed> stages(BenchRequest request, Path photos, int size)
      throws IOException, InterruptedException {
    String what = "the images' way at %s pixels".formatted(size);
    CellDirectory folder = folder(request, "images-" + size);
    new ImagesOrder(
            photos.toAbsolutePath().toString(),
            PHOTOS,
            size,
            request.protocol().augmentation(),
            request.protocol().batchSize(),
            request.threads(),
            request.seconds())
        .write(folder.path());
    measure(what, images, folder);
    return Json.read(StepsOrder.answer(folder.path()), StageSpeeds.class).stages();
  }

  /** What steps are measured with: the user's photos, or drawings at the size that is needed. */
  private static DataReference data(BenchRequest request) throws IOException {
    Protocol protocol = request.protocol();
    int images = Math.min(protocol.images(), STEP_IMAGES);
    int side = protocol.decodedSide();
    Path split = request.folder().resolve("split.csv");
    Path cache = request.folder().resolve("cache");
    try (ImageSource source =
        request.data().isPresent()
            ? ImageSources.open(request.data().get(), request.cache())
            : DrawnSource.catsAndDogs(images)) {
      SplitManifest manifest = SplitManifest.of(source, images, ImageProgress.SILENT);
      manifest.write(split);
      try (PixelCache pixels =
          PixelCache.openOrBuild(cache, source, manifest, side, ImageProgress.SILENT)) {
        return new DataReference(
            split.toString(), pixels.file().toString(), manifest.fingerprint(), manifest.classes());
      }
    }
  }

  private NetworkSpeed steps(BenchRequest request, Network network, DataReference data)
      throws IOException, InterruptedException {
    CellDirectory folder = folder(request, network.id());
    Json.write(
        folder.settingsFile(),
        new CellSettings(
            CellSettings.SCHEMA,
            new Cell(network, Regularizer.NONE, 1),
            request.protocol().training(network),
            data,
            null,
            request.backend(),
            request.deeplearning4j(),
            null,
            request.steps().get(0)));
    Json.write(
        StepsOrder.file(folder.path()),
        new StepsOrder(
            request.matrix().regularizers(), request.steps(), request.peers(), request.seconds()));
    measure("the steps of " + network.title(), steps, folder);
    NetworkSpeed speed = Json.read(StepsOrder.answer(folder.path()), NetworkSpeed.class);
    keepPace(request, network, speed);
    return speed;
  }

  /** For the estimates of runs that have not trained the network yet. */
  private static void keepPace(BenchRequest request, Network network, NetworkSpeed speed) {
    Step step = request.steps().get(0);
    Training training = request.protocol().training(network);
    speed.steps().stream()
        .filter(each -> each.step().equals(step.kind().id()))
        .mapToDouble(each -> EPOCH_OVER_STEPS / each.imagesPerS())
        .average()
        .ifPresent(
            seconds ->
                new KeptPaces(request.cache())
                    .keep(KeptPaces.kind(network.id(), training, step), 1, new Pace(seconds, 0)));
  }

  /** A folder without an earlier answer. */
  private static CellDirectory folder(BenchRequest request, String name) throws IOException {
    Path folder = request.folder().resolve(name);
    Files.deleteIfExists(StepsOrder.answer(folder));
    return new CellDirectory(folder);
  }

  /** In a JVM of its own, as a cell is trained in. */
  private void measure(String what, CellLauncher launcher, CellDirectory folder)
      throws IOException, InterruptedException {
    said.accept("measuring " + what);
    ExitCode end = ExitCode.of(launcher.launch(folder));
    if (end != ExitCode.DONE) {
      throw new RemediableException(
          new Complaint(
              "%s could not be measured: %s (log: %s)"
                  .formatted(what, end.reason(), folder.logFile()),
              end.remedies()));
    }
  }
}
