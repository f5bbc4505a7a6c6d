package io.github.dropblock.harness.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.rundir.Machine;
import io.github.dropblock.harness.statistics.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KindDifferenceTest {
  private static final Machine AMD = new Machine("AMD EPYC 7B13", "Linux, amd64", "17.0.15");
  private static final Machine INTEL = new Machine("Intel Xeon 8481C", "Linux, amd64", "17.0.15");

  @TempDir Path folder;

  private RunFolder run;

  @BeforeEach
  void begin() throws IOException {
    run =
        new RunFolder(folder)
            .profile(Profile.QUICK)
            .matrix(
                List.of(Network.ALEXNET),
                List.of(Regularizer.NONE, Regularizer.DROPOUT),
                List.of(1L, 2L, 3L, 4L, 5L))
            .begin();
  }

  /** As SciPy 1.17.1's ttest_ind([93, 91], [90, 91, 277 / 3]).confidence_interval(). */
  @Test
  void theIntervalIsThatOfScipy() throws IOException {
    trained(AMD, Regularizer.NONE, 1, 270, 273, 277);
    trained(INTEL, Regularizer.NONE, 4, 279, 273);

    KindDifference difference = differences().get(0);

    assertThat(difference.firstSeeds()).isEqualTo(3);
    assertThat(difference.secondSeeds()).isEqualTo(2);
    assertThat(difference.points()).isCloseTo(0.8888888888888999, within(1e-9));
    Interval interval = difference.estimate().orElseThrow().interval();
    assertThat(interval.low()).isCloseTo(-2.7631293453520214, within(1e-9));
    assertThat(interval.high()).isCloseTo(4.540907123129822, within(1e-9));
  }

  @Test
  void twoSeedsAreTooFewForAnInterval() throws IOException {
    trained(AMD, Regularizer.NONE, 1, 270);
    trained(INTEL, Regularizer.NONE, 2, 273);

    assertThat(differences().get(0).points()).isCloseTo(1, within(1e-9));
    assertThat(differences().get(0).estimate()).isEmpty();
  }

  @Test
  void onlyArmsThatWereTrainedOnBothAreCompared() throws IOException {
    trained(AMD, Regularizer.NONE, 1, 270, 273);
    trained(INTEL, Regularizer.DROPOUT, 1, 279, 273);

    assertThat(MachineKind.all(RunFiles.read(run.directory))).hasSize(2);
    assertThat(differences()).isEmpty();
  }

  @Test
  void cellsOfEarlierVersionsAreAKindOfTheirOwn() throws IOException {
    trained(null, Regularizer.NONE, 1, 270);
    trained(AMD, Regularizer.NONE, 2, 270);

    assertThat(MachineKind.all(RunFiles.read(run.directory)))
        .extracting(MachineKind::processor)
        .containsExactly(Optional.empty(), Optional.of("AMD EPYC 7B13"));
  }

  private List<KindDifference> differences() throws IOException {
    RunFiles files = RunFiles.read(run.directory);
    return KindDifference.all(Arms.of(files), MachineKind.all(files));
  }

  private void trained(Machine machine, Regularizer regularizer, long first, int... correct)
      throws IOException {
    run.on(machine);
    for (int i = 0; i < correct.length; i++) {
      run.finished(cell(regularizer, first + i), correct[i], 0.2);
    }
  }

  private static Cell cell(Regularizer regularizer, long seed) {
    return new Cell(Network.ALEXNET, regularizer, seed);
  }
}
