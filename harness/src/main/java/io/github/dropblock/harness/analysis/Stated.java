package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.statistics.PublishedDifference;
import java.util.OptionalDouble;

/**
 * A difference of accuracies as it is stated.
 *
 * @param points not 0
 * @param baseline the accuracy that it starts from, a share; absent where that isn't stated
 * @param images that it was measured on
 */
public record Stated(double points, OptionalDouble baseline, int images) {

  /**
   * What the experiment behind it could tell.
   *
   * @param measured accuracy of the baseline here, a share, for where none is stated
   */
  PublishedDifference published(double measured) {
    double start = Math.min(0.999, Math.max(0.5, baseline.orElse(measured)));
    return new PublishedDifference(start, points / 100, images);
  }
}
