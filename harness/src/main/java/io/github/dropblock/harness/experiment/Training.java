package io.github.dropblock.harness.experiment;

import java.util.List;

/**
 * The part of a {@link Protocol} that one network's training goes by.
 *
 * @param imageSize side of the square input, pixels
 * @param width factor on channels and units
 * @param batchSize images in a step
 * @param trainedBlocks of five convolution blocks, how many of the last are trained
 * @param dropBlockPlaces where DropBlock acts, of {@link Network#places}
 */
public record Training(
    int imageSize,
    double width,
    int batchSize,
    List<Phase> phases,
    Augmentation augmentation,
    DropBlockSettings dropBlock,
    double dropoutRate,
    int trainedBlocks,
    List<String> dropBlockPlaces) {
  public Training {
    if (phases == null || phases.isEmpty()) {
      throw new IllegalArgumentException("a training needs a phase");
    }
    if (imageSize < 1 || imageSize > Protocol.LARGEST_IMAGE || batchSize < 1) {
      throw new IllegalArgumentException(
          "a training has images of 1 to %s pixels and batches of 1 or more, not %s and %s"
              .formatted(Protocol.LARGEST_IMAGE, imageSize, batchSize));
    }
    phases = List.copyOf(phases);
    dropBlockPlaces = List.copyOf(dropBlockPlaces);
  }

  /** Epochs of all phases. */
  public int epochs() {
    return Phase.epochs(phases);
  }
}
