package io.github.dropblock.harness.live;

import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.report.RunUnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which trainings are under way, how far each has come, and when it ends by the last estimate.
 * Times are those of {@link System#nanoTime()}.
 */
final class Whereabouts {
  private final Map<String, Standpoint> trainings = new LinkedHashMap<>();
  private Optional<Ending> matrix = Optional.empty();

  /**
   * @param end by the estimate after its last epoch
   */
  private record Standpoint(int epoch, int epochs, Optional<Ending> end) {}

  /**
   * @param whole whether that is the end, and not the earliest that it can be
   */
  private record Ending(long nanos, boolean whole) {
    private static Ending of(Remaining left, long now) {
      return new Ending(now + left.time().toNanos(), left.whole());
    }

    private Remaining left(long now) {
      return new Remaining(Duration.ofNanos(Math.max(0, nanos - now)), whole);
    }
  }

  void started(String title, int epoch, int epochs) {
    trainings.put(title, new Standpoint(epoch, epochs, Optional.empty()));
  }

  void epoch(
      String title,
      int epoch,
      int epochs,
      Optional<Duration> cell,
      Optional<Remaining> everything,
      long now) {
    trainings.replace(
        title,
        new Standpoint(epoch, epochs, cell.map(time -> Ending.of(new Remaining(time, true), now))));
    matrix = everything.map(left -> Ending.of(left, now));
  }

  void ended(String title) {
    trainings.remove(title);
  }

  /**
   * What is known now.
   *
   * @param at the same moment by the calendar
   */
  RunUnderWay now(long now, Instant at) {
    return new RunUnderWay(
        at,
        matrix.map(end -> end.left(now)),
        trainings.entrySet().stream()
            .map(
                each ->
                    new RunUnderWay.TrainingUnderWay(
                        each.getKey(),
                        each.getValue().epoch(),
                        each.getValue().epochs(),
                        each.getValue().end().map(end -> end.left(now).time())))
            .toList());
  }
}
