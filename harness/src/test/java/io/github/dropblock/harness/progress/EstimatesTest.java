package io.github.dropblock.harness.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  /** Of the clock that estimates look at. */
  private double now;

  private Estimates estimates(int parallel) {
    return new Estimates(parallel, () -> Math.round(now * 1e9));
  }

  private static Remaining all(double seconds) {
    return new Remaining(Duration.ofMillis(Math.round(1000 * seconds)), true);
  }

  private static Remaining over(double seconds) {
    return new Remaining(all(seconds).time(), false);
  }

  @Test
  void nothingCanBeToldBeforeTheFirstEpoch() {
    Estimates estimates = estimates(1);
    estimates.expect("a", "alexnet", 10);
    assertThat(estimates.cell("a")).isEmpty();
    assertThat(estimates.matrix()).isEmpty();
  }

  @Test
  void aCellNeedsItsMeanEpochForEveryEpochLeft() {
    Estimates estimates = estimates(1);
    estimates.expect("a", "alexnet", 10);
    estimates.timed("a", 1, 4);
    estimates.timed("a", 2, 2);
    assertThat(estimates.cell("a")).contains(Duration.ofSeconds(8 * 3));
  }

  @Test
  void aCellNotYetTimedIsTakenToBeLikeOthersOfItsNetwork() {
    Estimates estimates = estimates(1);
    estimates.expect("a", "alexnet", 1);
    estimates.expect("b", "vgg-16", 1);
    estimates.expect("c", "vgg-16", 10);
    estimates.timed("a", 1, 1);
    estimates.timed("b", 1, 5);
    assertThat(estimates.matrix()).contains(all(50));
  }

  @Test
  void aNetworkNotYetTimedIsNotGuessed() {
    Estimates estimates = estimates(1);
    estimates.expect("a", "alexnet", 2);
    estimates.expect("b", "alexnet", 2);
    estimates.expect("c", "vgg-16", 10);
    estimates.timed("a", 1, 2);
    estimates.timed("a", 2, 4);
    assertThat(estimates.matrix()).contains(over(6));
  }

  @Test
  void aNetworkNotYetTimedIsTakenToBeAsInAnEarlierRun() {
    Estimates estimates = estimates(1);
    estimates.know("vgg-16", new Pace(30, 12));
    estimates.expect("a", "alexnet", 2);
    estimates.expect("c", "vgg-16", 10);
    assertThat(estimates.matrix()).contains(over(312));
    estimates.timed("a", 1, 2);
    assertThat(estimates.matrix()).contains(all(2 + 312));
  }

  @Test
  void whatIsTimedCountsForMoreThanAnEarlierRun() {
    Estimates estimates = estimates(1);
    estimates.know("alexnet", new Pace(30, 0));
    estimates.expect("a", "alexnet", 10);
    estimates.expect("b", "alexnet", 10);
    estimates.timed("a", 1, 2);
    assertThat(estimates.matrix()).contains(all(19 * 2));
  }

  @Test
  void wholeCellsAreTimed() {
    Estimates estimates = estimates(1);
    for (String title : new String[] {"a", "b", "c"}) {
      estimates.expect(title, "alexnet", 1);
    }
    estimates.started("a");
    now = 9;
    estimates.timed("a", 1, 3);
    assertThat(estimates.matrix()).as("6 s until the epoch began").contains(all(2 * (6 + 3)));
    now = 11;
    estimates.finished("a");
    assertThat(estimates.matrix()).as("and 2 s after its end").contains(all(2 * (6 + 3 + 2)));
    assertThat(estimates.pace("alexnet")).contains(new Pace(3, 8));
    estimates.started("b");
    now = 20;
    estimates.timed("b", 1, 3);
    assertThat(estimates.cell("b")).as("its last evaluation").contains(Duration.ofSeconds(2));
  }

  /** The report of a user: 10 minutes promised, 45 needed. */
  @Test
  void manyShortCellsEndWhenItWasSaid() {
    Estimates estimates = estimates(2);
    Deque<String> waiting = new ArrayDeque<>();
    for (int i = 0; i < 240; i++) {
      waiting.add("cell " + i);
      estimates.expect("cell " + i, "alexnet", 1);
    }
    double promised = 0;
    double ends = 240 * 22.0 / 2;
    while (!waiting.isEmpty()) {
      String one = waiting.remove();
      String other = waiting.remove();
      estimates.started(one);
      estimates.started(other);
      now += 13;
      estimates.timed(one, 1, 5);
      estimates.timed(other, 1, 5);
      promised = now + estimates.matrix().orElseThrow().time().toSeconds();
      boolean wholeOneSeen = now > 22;
      assertThat(promised).isCloseTo(ends, within(ends * (wholeOneSeen ? 0.01 : 0.45)));
      now += 9;
      estimates.finished(one);
      estimates.finished(other);
    }
    assertThat(now).isEqualTo(ends);
    assertThat(estimates.matrix()).contains(all(0));
  }

  @Test
  void whatACellDidBeforeItGoesOnIsNoPartOfItsTime() {
    Estimates estimates = estimates(1);
    estimates.expect("a", "alexnet", 10);
    estimates.timed("a", 1, 100);
    estimates.started("a");
    now = 107;
    estimates.timed("a", 2, 100);
    assertThat(estimates.cell("a")).contains(Duration.ofSeconds(800));
  }

  @Test
  void aCellThatFailsTellsNothingOfWholeCells() {
    Estimates estimates = estimates(1);
    estimates.expect("a", "alexnet", 2);
    estimates.started("a");
    now = 10;
    estimates.timed("a", 1, 3);
    estimates.ended("a");
    assertThat(estimates.pace("alexnet")).isEmpty();
  }

  @Test
  void theMatrixIsSharedAmongCellsSideBySide() {
    Estimates estimates = estimates(2);
    for (String title : new String[] {"a", "b", "c", "d"}) {
      estimates.expect(title, "alexnet", 10);
    }
    estimates.timed("a", 1, 2);
    assertThat(estimates.matrix()).contains(all((9 + 10 + 10 + 10) * 2 / 2));
  }

  @Test
  void theMatrixTakesAtLeastAsLongAsItsLongestCell() {
    Estimates estimates = estimates(4);
    estimates.expect("a", "alexnet", 10);
    estimates.timed("a", 4, 2);
    assertThat(estimates.matrix()).contains(all(12));
  }

  @Test
  void aCellThatEndedNeedsNothingMore() {
    Estimates estimates = estimates(1);
    estimates.expect("a", "alexnet", 10);
    estimates.timed("a", 4, 2);
    estimates.ended("a");
    assertThat(estimates.matrix()).contains(all(0));
  }

  @Test
  void aQueueIsNoPlaceToBeWorkedOn() {
    Estimates estimates = estimates(100);
    for (String title : new String[] {"a", "b", "c", "d"}) {
      estimates.expect(title, "alexnet", 10);
    }
    estimates.underWay(1);
    estimates.underWay(2);
    estimates.underWay(1);
    estimates.timed("a", 1, 1);
    assertThat(estimates.matrix()).contains(all(19.5));
  }
}
