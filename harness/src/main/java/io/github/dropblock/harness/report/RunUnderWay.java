package io.github.dropblock.harness.report;

import io.github.dropblock.harness.progress.Remaining;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run's files don't tell while it trains.
 *
 * @param at the moment that this was so
 * @param left time that all trainings still need, as far as it can be told
 * @param trainings under way, in the order of their start
 */
public record RunUnderWay(Instant at, Optional<Remaining> left, List<TrainingUnderWay> trainings) {
  public RunUnderWay {
    trainings = List.copyOf(trainings);
  }

  /**
   * A training under way.
   *
   * @param title a cell's id, or {@code pretraining vgg-16}
   * @param epoch that has ended, 0 before the first
   * @param left time that it still needs, once an epoch of it was timed
   */
  public record TrainingUnderWay(String title, int epoch, int epochs, Optional<Duration> left) {}
}
