package io.github.dropblock.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.experiment.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The regression workflow holds runs of profile quick to a baseline that is kept here. */
class CommittedBaselineTest {
  private static final Path FILE = Path.of("..", "baselines", "quick.json");
  private static final String ANEW =
      "make it with: mvn dropblock:reproduce -Ddropblock.seeds=3, then mvn dropblock:baseline"
          + " -Ddropblock.baseline=baselines/quick.json";

  @Test
  void theBaselineIsOfTodaysProfile() throws IOException {
    assumeTrue(Files.exists(FILE), "there is no baselines/quick.json yet; " + ANEW);

    Baseline accepted = Baseline.read(FILE);
    Matrix paper = Matrix.ofPaper();

    assertThat(accepted.settings().protocol()).as(ANEW).isEqualTo(Profile.QUICK.protocol());
    assertThat(accepted.settings().dataSource()).isEqualTo("drawn cats and dogs");
    assertThat(accepted.cells())
        .extracting(AcceptedCell::cell)
        .as(ANEW)
        .containsExactlyInAnyOrderElementsOf(
            new Matrix(paper.networks(), paper.regularizers(), List.of(1L, 2L, 3L)).cells());
  }

  /** A network that guesses would make a baseline that everything passes. */
  @Test
  void everyArmOfTheBaselineHasLearnt() throws IOException {
    assumeTrue(Files.exists(FILE), "there is no baselines/quick.json yet; " + ANEW);

    assertThat(Baseline.read(FILE).cells())
        .allSatisfy(score -> assertThat(score.testAccuracy()).isGreaterThan(0.65));
  }
}
