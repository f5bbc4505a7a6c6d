package io.github.dropblock.plugin;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.run.CellSettings;
import io.github.dropblock.harness.run.WeightsFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of which cells are trained, and on what. */
abstract class ExperimentMojo extends ProtocolMojo {

  /**
   * Photos of cats and dogs: a zip or a folder as Kaggle has them ({@code train/cat.0.jpg}), a
   * folder for each class, or {@code PetImages}. The default is drawn images, made on the spot.
   */
  @Parameter(property = "dropblock.data")
  private File data;

  /**
   * Weights that VGG-16 starts from: Keras' {@code
   * vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5} (at width 1), or a DL4J model. The default
   * is to pretrain it on drawn animals of other kinds.
   */
  @Parameter(property = "dropblock.weights")
  private File weights;

  /**
   * A split manifest, such as another run's {@code data/split.csv}: the same images train, validate
   * and test, each held to its SHA-256. {@code dropblock.images} is of no account then.
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

  /** How many seeds each network and regularizer is trained with. */
  @Parameter(property = "dropblock.seeds", defaultValue = "1")
  private int seeds;

  /** The first seed; the others follow it. */
  @Parameter(property = "dropblock.firstSeed", defaultValue = "1")
  private long firstSeed;

  /** Folder of decoded photos and pretrained weights, shared by all runs. */
  @Parameter(property = "dropblock.cache", defaultValue = "${user.home}/.cache/dropblock")
  private File cache;

  final Matrix matrix() {
    return new MatrixChoice(networks, regularizers, seeds, firstSeed).matrix();
  }

  final Optional<Path> data() {
    return Optional.ofNullable(data).map(file -> Paths.existing("data", file.toPath()));
  }

  final Optional<CellSettings.Weights> weights() throws IOException {
    return weights == null
        ? Optional.empty()
        : Optional.of(WeightsFile.read(Paths.file("weights", weights.toPath())));
  }

  final Optional<Path> split() {
    return Optional.ofNullable(split).map(file -> Paths.existing("split", file.toPath()));
  }

  final Path cache() {
    return Paths.writable("cache", cache.toPath());
  }
}
