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
    phases = List.copyOf(phases);
    dropBlockPlaces = List.copyOf(dropBlockPlaces);
  }

  /** Epochs of all phases. */
  public int epochs() {
    return Phase.epochs(phases);
  }
}
