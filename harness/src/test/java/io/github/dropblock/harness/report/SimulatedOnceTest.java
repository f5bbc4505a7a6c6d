package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rate of false verdicts takes seconds to simulate, so a report keeps an earlier one's. */
class SimulatedOnceTest {
  /** No simulation of 4,000 runs gives it. */
  private static final String MARKED = "\"falseVerdicts\" : 0.43215";

  @TempDir Path folder;
  private RunFolder run;

  @BeforeEach
  void reported() throws IOException {
    run =
        new RunFolder(folder)
            .profile(Profile.PHOTOS)
            .paperPhotos()
            .matrix(
                List.of(VGG_16), List.of(NONE, DROPBLOCK, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
            .begin();
    for (int seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(VGG_16, NONE, seed), 2848 + 4 * seed, 0.2)
          .finished(new Cell(VGG_16, DROPOUT_DROPBLOCK, seed), 2920 - 3 * seed, 0.2);
    }
    render();
    Files.writeString(results(), json().replaceAll("\"falseVerdicts\" : [0-9.]+", MARKED));
  }

  @Test
  void whileTheCellsAreTheSameTheRateStands() throws IOException {
    assertThat(render()).contains("43 % of runs like it");
    assertThat(json()).contains(MARKED);
  }

  /** DropBlock alone stands in no claim; how far its trainings scatter tells nothing of theirs. */
  @Test
  void anArmThatNoClaimIsAboutCountsForNothing() throws IOException {
    String basis = basis();

    run.finished(new Cell(VGG_16, DROPBLOCK, 1), 1500, 0.6931)
        .finished(new Cell(VGG_16, DROPBLOCK, 2), 2900, 0.2);
    render();

    assertThat(basis()).isEqualTo(basis);
  }

  @Test
  void anotherAccuracyIsSimulatedAnew() throws IOException {
    run.finished(new Cell(VGG_16, NONE, 1), 2840, 0.2);

    assertThat(render()).doesNotContain("43 % of runs like it");
    assertThat(json()).doesNotContain(MARKED);
  }

  @Test
  void aReportThatCannotBeReadIsSimulatedAnew() throws IOException {
    Files.writeString(results(), json().replace(MARKED, "\"falseVerdicts\" : 17"));
    assertThat(render()).doesNotContain("1700 %");

    Files.writeString(results(), "{ \"sensitivity\" : ");
    assertThat(render()).contains("% of runs like it");
  }

  private String render() throws IOException {
    return Files.readString(Report.render(run.directory, Optional.empty(), Remedy::name));
  }

  private String basis() throws IOException {
    return json().replaceAll("(?s).*\"basis\" : \"([0-9a-f]+)\".*", "$1");
  }

  private Path results() {
    return run.directory.report().resolve("results.json");
  }

  private String json() throws IOException {
    return Files.readString(results());
  }
}
