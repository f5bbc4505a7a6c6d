package io.github.dropblock.harness.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  @Test
  void nothingCanBeToldBeforeTheFirstEpoch() {
    Estimates estimates = new Estimates(1);
    estimates.expect("a", "alexnet", 10);
    assertThat(estimates.cell("a")).isEmpty();
    assertThat(estimates.matrix()).isEmpty();
  }

  @Test
  void aCellNeedsItsMeanEpochForEveryEpochLeft() {
    Estimates estimates = new Estimates(1);
    estimates.expect("a", "alexnet", 10);
    estimates.timed("a", 1, 4);
    estimates.timed("a", 2, 2);
    assertThat(estimates.cell("a")).contains(Duration.ofSeconds(8 * 3));
  }

  @Test
  void aCellNotYetTimedIsTakenToBeLikeOthersOfItsNetwork() {
    Estimates estimates = new Estimates(1);
    estimates.expect("a", "alexnet", 1);
    estimates.expect("b", "vgg-16", 1);
    estimates.expect("c", "vgg-16", 10);
    estimates.timed("a", 1, 1);
    estimates.timed("b", 1, 5);
    assertThat(estimates.matrix()).contains(Duration.ofSeconds(50));
  }

  @Test
  void aCellOfANetworkNotYetTimedIsTakenToBeLikeAllOthers() {
    Estimates estimates = new Estimates(1);
    estimates.expect("a", "alexnet", 2);
    estimates.expect("b", "vgg-16", 10);
    estimates.timed("a", 1, 2);
    estimates.timed("a", 2, 4);
    assertThat(estimates.matrix()).contains(Duration.ofSeconds(30));
  }

  @Test
  void theMatrixIsSharedAmongCellsSideBySide() {
    Estimates estimates = new Estimates(2);
    for (String title : new String[] {"a", "b", "c", "d"}) {
      estimates.expect(title, "alexnet", 10);
    }
    estimates.timed("a", 1, 2);
    assertThat(estimates.matrix()).contains(Duration.ofSeconds((9 + 10 + 10 + 10) * 2 / 2));
  }

  @Test
  void theMatrixTakesAtLeastAsLongAsItsLongestCell() {
    Estimates estimates = new Estimates(4);
    estimates.expect("a", "alexnet", 10);
    estimates.timed("a", 4, 2);
    assertThat(estimates.matrix()).contains(Duration.ofSeconds(12));
  }

  @Test
  void aCellThatEndedNeedsNothingMore() {
    Estimates estimates = new Estimates(1);
    estimates.expect("a", "alexnet", 10);
    estimates.timed("a", 4, 2);
    estimates.ended("a");
    assertThat(estimates.matrix()).contains(Duration.ZERO);
  }

  @Test
  void aQueueIsNoPlaceToBeWorkedOn() {
    Estimates estimates = new Estimates(100);
    for (String title : new String[] {"a", "b", "c", "d"}) {
      estimates.expect(title, "alexnet", 10);
    }
    estimates.underWay(1);
    estimates.underWay(2);
    estimates.underWay(1);
    estimates.timed("a", 1, 1);
    assertThat(estimates.matrix()).contains(Duration.ofMillis(19_500));
  }
}
