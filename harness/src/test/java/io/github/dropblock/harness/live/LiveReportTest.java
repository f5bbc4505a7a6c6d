package io.github.dropblock.harness.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.report.RunUnderWay;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.schedule.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveReportTest {
  private static final String CELL = "alexnet-none-s1";
  private static final String NEXT = "alexnet-none-s2";

  private final List<RunUnderWay> pages = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Duration took = Duration.ZERO;
  private Optional<Exception> problem = Optional.empty();
  private Duration cost = Duration.ZERO;
  private long now = 17;
  private long processorTime = 5;

  private final Recorder listener = new Recorder();
  private final LiveReport report =
      new LiveReport(
          listener, this::write, warnings::add, new Clocks(() -> now, () -> processorTime));

  private void write(RunUnderWay run) throws IOException {
    pages.add(run);
    now += took.toNanos();
    processorTime += cost.toNanos();
    if (problem.isPresent()) {
      if (problem.get() instanceof IOException e) {
        throw e;
      }
      throw (RuntimeException) problem.get();
    }
  }

  /** A look every half second, as its thread does. */
  private void pass(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      now += Duration.ofMillis(500).toNanos();
      report.look();
    }
  }

  private void pass(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  private void starts(String cell) {
    report.started(cell, 0, 40);
  }

  private void trains(String cell, int epoch, int left, int all) {
    report.epoch(
        cell,
        new EpochMetrics(epoch, 1, 0.7, 0.5, 0.7, 0.5, 2, 100),
        40,
        Optional.of(Duration.ofSeconds(left)),
        Optional.of(new Remaining(Duration.ofSeconds(all), true)));
  }

  private void finishes(String cell) {
    report.finished(
        cell,
        new CellResult(
            CellResult.SCHEMA, 40, 6, 5, 0.5, 1000, 2, "CPU", List.of(), Instant.EPOCH, null),
        false);
  }

  @Test
  void aRunOfAFewSecondsHasNoPageBeforeItsEnd() {
    starts(CELL);
    pass(9);
    finishes(CELL);

    assertThat(pages).isEmpty();
  }

  @Test
  void thereIsAPageSoonAfterTheBeginning() {
    pass(600); // decoding photos
    starts(CELL);
    pass(11);

    assertThat(pages).hasSize(1);
  }

  @Test
  void aFinishedCellIsOnThePageWithTheNextOneThatStarted() {
    starts(CELL);
    pass(30);
    finishes(CELL);
    now += Duration.ofSeconds(1).toNanos();
    starts(NEXT);
    pass(3);

    assertThat(pages).hasSize(2);
    assertThat(pages.get(1).trainings())
        .extracting(RunUnderWay.TrainingUnderWay::title)
        .containsExactly(NEXT);
  }

  @Test
  void aFailedCellIsOnThePageToo() {
    starts(CELL);
    pass(30);
    report.failed(CELL, new CellFailure(1, "it broke", List.of(), List.of(), Instant.EPOCH), null);
    pass(3);

    assertThat(pages).hasSize(2);
    assertThat(pages.get(1).trainings()).isEmpty();
  }

  @Test
  void anEpochIsNoReasonToWriteBeforeTenMinutesArePast() {
    starts(CELL);
    pass(11);
    trains(CELL, 1, 100, 1000);
    pass(580);
    assertThat(pages).hasSize(1);

    pass(25);
    assertThat(pages).hasSize(2);
  }

  @Test
  void whatEarlierInvocationsFinishedIsNoNews() {
    report.finished(
        CELL,
        new CellResult(
            CellResult.SCHEMA, 40, 6, 5, 0.5, 1000, 2, "CPU", List.of(), Instant.EPOCH, null),
        true);
    pass(700);

    assertThat(pages).isEmpty();
  }

  @Test
  void cellsThatEndOneAfterTheOtherAreWrittenDownTenSecondsApart() {
    for (int i = 0; i < 100; i++) {
      starts(CELL);
      pass(3);
      finishes(CELL);
    }

    assertThat(pages).hasSizeBetween(20, 31);
  }

  @Test
  void pagesTakeATwentyFifthOfACore() {
    cost = Duration.ofSeconds(20);
    took = cost;
    endless();

    assertThat(25 * (pages.size() - 1) * cost.toSeconds())
        .as("all but the first, which comes early")
        .isLessThanOrEqualTo(Duration.ofNanos(now).toSeconds());
    assertThat(pages).hasSizeGreaterThan(16);
  }

  @Test
  void aPageThatTakesLongBecauseTheMachineIsBusyIsWrittenAllTheSame() {
    cost = Duration.ofSeconds(1);
    took = Duration.ofSeconds(20);
    endless();

    assertThat(pages).hasSizeBetween(180, 250);
  }

  /** About 10,000 seconds. */
  private void endless() {
    while (now < Duration.ofSeconds(10_000).toNanos()) {
      starts(CELL);
      pass(10);
      finishes(CELL);
    }
  }

  @Test
  void timePassesForTheEstimatesToo() {
    starts(CELL);
    trains(CELL, 7, 100, 1000);
    pass(11);

    RunUnderWay page = pages.get(0);
    assertThat(page.trainings())
        .containsExactly(
            new RunUnderWay.TrainingUnderWay(CELL, 7, 40, Optional.of(Duration.ofSeconds(90))));
    assertThat(page.left()).contains(new Remaining(Duration.ofSeconds(990), true));
  }

  @Test
  void anEndThatWasEstimatedTooEarlyIsNow() {
    starts(CELL);
    trains(CELL, 7, 5, 5);
    pass(11);

    assertThat(pages.get(0).trainings().get(0).left()).contains(Duration.ZERO);
  }

  @Test
  void whatCannotBeWrittenIsToldOnceAndTriedAgain() {
    problem = Optional.of(new IOException("index.html could not be written (no space left)"));
    starts(CELL);
    pass(30);
    finishes(CELL);
    pass(30);
    problem = Optional.of(new IllegalStateException("a bug"));
    starts(NEXT);
    pass(30);
    problem = Optional.empty();
    finishes(NEXT);
    pass(30);

    assertThat(pages).hasSize(4);
    assertThat(warnings)
        .containsExactly(
            "The report can't be written while the run trains, which goes on:"
                + " index.html could not be written (no space left)");
  }

  @Test
  void everythingIsPassedOn() {
    report.preparing("decoding", 1, 2);
    starts(CELL);
    trains(CELL, 1, 100, 1000);
    finishes(CELL);
    report.failed(NEXT, new CellFailure(1, "it broke", List.of(), List.of(), Instant.EPOCH), null);

    assertThat(listener.lines())
        .containsExactly(
            CELL + " starts at 0 of 40",
            CELL + " epoch 1, left 100, matrix 1000",
            CELL + " finished",
            NEXT + " failed: it broke");
  }
}
