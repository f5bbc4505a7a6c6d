package io.github.dropblock.harness.results;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.statistics.Interval;
import io.github.dropblock.harness.statistics.Proportions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmTest {
  @TempDir Path folder;
  private RunFolder run;

  @BeforeEach
  void threeSeeds() throws IOException {
    run =
        new RunFolder(folder)
            .matrix(List.of(ALEXNET), List.of(NONE, DROPOUT), List.of(1L, 2L, 3L))
            .begin();
  }

  @Test
  void theAccuracyIsTheMeanOfTheFinishedSeeds() throws IOException {
    run.finished(new Cell(ALEXNET, NONE, 1), 240, 0.3)
        .finished(new Cell(ALEXNET, NONE, 3), 270, 0.3);

    assertThat(arms().arm(ALEXNET, NONE).accuracy()).isCloseTo(0.85, within(1e-12));
    assertThat(Intervals.ofSeeds(arms().arm(ALEXNET, NONE))).isEqualTo(new Interval(0.8, 0.9));
  }

  @Test
  void moreSeedsDoNotCountTheSharedTestImagesTwice() throws IOException {
    run.finished(new Cell(ALEXNET, NONE, 1), 240, 0.3);
    double one = Intervals.ofAccuracy(arms().arm(ALEXNET, NONE)).halfWidth();
    run.finished(new Cell(ALEXNET, NONE, 2), 240, 0.3)
        .finished(new Cell(ALEXNET, NONE, 3), 240, 0.3);

    assertThat(Intervals.ofAccuracy(arms().arm(ALEXNET, NONE)).halfWidth())
        .isGreaterThan(0.85 * one);
  }

  @Test
  void theIntervalOfOneSeedIsWilsons() throws IOException {
    run.finished(new Cell(ALEXNET, NONE, 1), 240, 0.3);

    assertThat(Intervals.ofAccuracy(arms().arm(ALEXNET, NONE)))
        .isEqualTo(Proportions.wilson(240, 300));
  }

  @Test
  void seedsThatScatterWidenTheInterval() throws IOException {
    run.finished(new Cell(ALEXNET, NONE, 1), 240, 0.3)
        .finished(new Cell(ALEXNET, NONE, 2), 210, 0.3)
        .finished(new Cell(ALEXNET, NONE, 3), 270, 0.3);

    Interval interval = Intervals.ofAccuracy(arms().arm(ALEXNET, NONE));
    assertThat(interval.low()).isLessThan(0.6);
    assertThat(interval.high()).isOne();
    assertThat(Intervals.deviation(arms().arm(ALEXNET, NONE)).orElseThrow())
        .isCloseTo(0.1, within(1e-9));
  }

  @Test
  void aDifferenceIsThatOfTheMeansOverEachArmsSeeds() throws IOException {
    run.finished(new Cell(ALEXNET, NONE, 1), 240, 0.3)
        .finished(new Cell(ALEXNET, NONE, 2), 150, 0.3)
        .finished(new Cell(ALEXNET, DROPOUT, 1), 246, 0.3);

    assertThat(arms().difference(ALEXNET, DROPOUT, NONE).orElseThrow())
        .isCloseTo(82 - (80 + 50) / 2.0, within(1e-9));
  }

  @Test
  void withoutATrainingOfOneArmThereIsNoDifference() throws IOException {
    run.finished(new Cell(ALEXNET, DROPOUT, 2), 246, 0.3);

    assertThat(arms().difference(ALEXNET, DROPOUT, NONE)).isEmpty();
  }

  private Arms arms() throws IOException {
    return Arms.of(RunFiles.read(run.directory));
  }
}
