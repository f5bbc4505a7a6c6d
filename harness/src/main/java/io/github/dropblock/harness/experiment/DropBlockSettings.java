package io.github.dropblock.harness.experiment;

import java.util.Objects;

/**
 * DropBlock as the protocol has it.
 *
 * @param keepProbability p of the paper's Eq. 3, above 0 to 1
 * @param blockSize s of Eq. 3, in cells of the feature map; 0 chooses by the map's width: 7 from 14
 *     cells, 5 from 10, else 3
 * @param schedule how p goes over the training
 */
public record DropBlockSettings(double keepProbability, int blockSize, KeepSchedule schedule) {
  public DropBlockSettings {
    if (!(keepProbability > 0 && keepProbability <= 1)) {
      throw new IllegalArgumentException(
          "keep probability is " + keepProbability + "; it must be above 0 and at most 1");
    }
    if (blockSize < 0) {
      throw new IllegalArgumentException(
          "block size is "
              + blockSize
              + "; it must be 1 or more, or 0 to choose by the map's width");
    }
    Objects.requireNonNull(schedule, "schedule");
  }

  /** The block's side on a map, cells, never more than the map's smaller side. */
  public int blockSize(int height, int width) {
    int smaller = Math.min(height, width);
    int wanted = blockSize > 0 ? blockSize : smaller >= 14 ? 7 : smaller >= 10 ? 5 : 3;
    return Math.min(wanted, smaller);
  }
}
