package io.github.dropblock.harness.fork;

import io.github.dropblock.harness.rundir.EpochMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a cell may go without the end of an epoch before it is taken to hang.
 *
 * @param fixed for every epoch; empty to go by those that the cell has done
 */
public record EpochLimit(Optional<Duration> fixed) {
  /** Nothing is known yet of a cell in its first epoch, and on a slow CPU that may take hours. */
  private static final Duration FIRST = Duration.ofHours(24);

  private static final Duration LEAST = Duration.ofMinutes(10);

  /** A machine shared with others may slow down by far, but not by that. */
  private static final int TIMES_THE_SLOWEST = 20;

  public EpochLimit {
    if (fixed.filter(limit -> limit.isNegative() || limit.isZero()).isPresent()) {
      throw new IllegalArgumentException("an epoch's limit must be above 0");
    }
  }

  /**
   * The limit of the next epoch.
   *
   * @param rows of the epochs done
   */
  Duration next(List<EpochMetrics> rows) {
    if (fixed.isPresent()) {
      return fixed.get();
    }
    double slowest = rows.stream().mapToDouble(EpochMetrics::seconds).max().orElse(-1);
    if (slowest < 0) {
      return FIRST;
    }
    Duration limit = Duration.ofMillis((long) (1000 * TIMES_THE_SLOWEST * slowest));
    return limit.compareTo(LEAST) < 0 ? LEAST : limit;
  }
}
