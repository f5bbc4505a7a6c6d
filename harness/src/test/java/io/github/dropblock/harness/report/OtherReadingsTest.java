package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Reading;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.statistics.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherReadingsTest {
  @TempDir Path folder;

  @Test
  void aRunBesideThisOneShowsItsVerdictsUnderItsReading() throws IOException {
    RunFolder own = run(new RunFolder(folder.resolve("run")), 2931);
    run(
        new RunFolder(folder.resolve("run-linear-schedule")).reading(Reading.LINEAR_SCHEDULE),
        2850);

    OtherReadings readings = OtherReadings.of(RunFiles.read(own.directory));

    assertThat(readings.all())
        .singleElement()
        .extracting(OtherReadings.Other::reading)
        .isEqualTo(Reading.LINEAR_SCHEDULE);
    assertThat(readings.all().get(0).judgements().get(Claim.A1.ordinal()).verdict())
        .isEqualTo(Verdict.NO_SUCH_EFFECT);
    assertThat(Files.readString(Report.render(own.directory, Optional.empty(), Remedy::name)))
        .contains(
            "Under other readings of the paper",
            Reading.LINEAR_SCHEDULE.meaning().replace("'", "&#39;"));
    assertThat(own.directory.report().resolve("results.json"))
        .content()
        .contains("\"reading\" : \"linear-schedule\"");
  }

  /** Two readings that change nothing for a claim's trainings are one result, not three. */
  @Test
  void verdictsOnTheSameTrainingsAreMarked() throws IOException {
    RunFolder own = run(new RunFolder(folder.resolve("run")), 2931);
    run(
        new RunFolder(folder.resolve("run-linear-schedule")).reading(Reading.LINEAR_SCHEDULE),
        2850);
    run(new RunFolder(folder.resolve("run-no-stage4")).reading(Reading.NO_STAGE4), 2931);
    RunFiles files = RunFiles.read(own.directory);

    OtherReadings.Table table =
        Objects.requireNonNull(OtherReadings.of(files).table(Findings.of(files)));

    assertThat(table.rows())
        .filteredOn(row -> row.claim().equals("A1"))
        .flatExtracting(OtherReadings.ReadingsRow::verdicts)
        .extracting(OtherReadings.ReadingVerdict::again)
        .containsExactly(false, false, true);
    assertThat(Files.readString(Report.render(own.directory, Optional.empty(), Remedy::name)))
        .containsOnlyOnce("the same trainings as this run’s</span></td></tr>");
  }

  @Test
  void aRunOfThatNameThatDiffersInMoreIsNoReading() throws IOException {
    RunFolder own = run(new RunFolder(folder.resolve("run")), 2931);
    run(new RunFolder(folder.resolve("run-linear-schedule")), 2850);

    assertThat(OtherReadings.of(RunFiles.read(own.directory)).all()).isEmpty();
    assertThat(Files.readString(Report.render(own.directory, Optional.empty(), Remedy::name)))
        .doesNotContain("Under other readings");
  }

  private static RunFolder run(RunFolder run, int both) throws IOException {
    run.profile(Profile.PHOTOS)
        .paperPhotos()
        .matrix(List.of(VGG_16), List.of(NONE, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
        .begin();
    for (int seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(VGG_16, NONE, seed), 2848 + 2 * seed, 0.2)
          .finished(new Cell(VGG_16, DROPOUT_DROPBLOCK, seed), both + seed, 0.2);
    }
    return run;
  }
}
