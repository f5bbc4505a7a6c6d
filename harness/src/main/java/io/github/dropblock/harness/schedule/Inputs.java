package io.github.dropblock.harness.schedule;

import io.github.dropblock.harness.draw.DrawnSource;
import io.github.dropblock.harness.images.ImageSource;
import io.github.dropblock.harness.images.ImageSources;
import io.github.dropblock.harness.rundir.CellSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run is made from.
 *
 * @param data a folder or archive of photos; empty for drawn images
 * @param pretrainingData CIFAR-10, for its other classes to be the source task; empty to take what
 *     fits the data
 * @param split a manifest that says which of them train, validate and test; empty to choose
 * @param weights that fine-tuned networks start from; empty to pretrain them
 * @param cache folder of decoded pixels and pretrained weights, shared between projects
 */
public record Inputs(
    Optional<Path> data,
    Optional<Path> pretrainingData,
    Optional<Path> split,
    Optional<CellSettings.StartingWeights> weights,
    Path cache) {

  /** Drawn images, and weights learnt from drawn animals of other kinds. */
  public static Inputs drawn(Path cache) {
    return new Inputs(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), cache);
  }

  /**
   * The images of cats and dogs. The caller closes them.
   *
   * @param drawings how many to draw, if any
   */
  ImageSource images(int drawings) throws IOException {
    return data.isPresent()
        ? ImageSources.open(data.get(), cache)
        : DrawnSource.catsAndDogs(drawings);
  }

  /**
   * The images of the source task. The caller closes them.
   *
   * @param drawings how many to draw, if any
   */
  ImageSource sourceTask(int drawings) throws IOException {
    Optional<ImageSource> photos = ImageSources.sourceTask(pretrainingData, data);
    return photos.isPresent() ? photos.get() : DrawnSource.creatures(drawings);
  }
}
