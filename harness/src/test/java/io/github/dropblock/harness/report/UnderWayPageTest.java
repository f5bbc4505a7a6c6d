package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.progress.Remaining;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's page and summary say while it trains. */
class UnderWayPageTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;

  @Test
  void eachTrainingUnderWayIsToldWithItsEnd() throws IOException {
    RunFolder run = twoNetworks();
    run.finished(new Cell(ALEXNET, NONE, 1), 280, 0.2)
        .trained(new Cell(ALEXNET, DROPOUT, 1), 7, 0.4)
        .pretraining();
    write(
        run,
        Optional.of(new Remaining(Duration.ofMinutes(90), false)),
        training("alexnet-dropout-s1", 7, Duration.ofSeconds(372)),
        new RunUnderWay.TrainingUnderWay("pretraining vgg-16", 0, 40, Optional.empty()));

    assertThat(page(run))
        .contains("Written on <b>2026-01-02 03:04 UTC</b>", "<b>1 of 4</b> cells have finished")
        .contains("the last ends <b>later than in 1 h 30 min, at 2026-01-02 04:34 UTC</b>")
        .contains(
            "<th scope=\"row\">AlexNet, Dropout, seed 1</th><td data-label=\"Epochs\">7 of 40</td>"
                + "<td data-label=\"Ends\">in 6 min 12 s, at 2026-01-02 03:10 UTC</td>")
        .contains(
            "<th scope=\"row\">Pretraining of VGG-16</th><td data-label=\"Epochs\">0 of 40</td>"
                + "<td data-label=\"Ends\">not known before an epoch has ended</td>");
    assertThat(summary(run))
        .contains(
            "**Under way** on 2026-01-02 03:04 UTC: 1 of 4 cells have finished; the last ends later"
                + " than in 1 h 30 min, at 2026-01-02 04:34 UTC.")
        .contains(
            "| AlexNet, Dropout, seed 1 | 7 of 40 | in 6 min 12 s, at 2026-01-02 03:10 UTC |");
  }

  @Test
  void theirLossesSoFarAreDrawn() throws IOException {
    RunFolder run = twoNetworks();
    run.trained(new Cell(ALEXNET, DROPOUT, 1), 7, 0.4).pretraining();
    write(
        run,
        Optional.empty(),
        training("alexnet-dropout-s1", 7, Duration.ofSeconds(372)),
        training("pretraining vgg-16", 1, Duration.ofSeconds(60)));

    assertThat(page(run)).contains("<title id=\"under-way-0\">", "<title id=\"under-way-1\">");
  }

  @Test
  void onlyCellsUnderWayAreCalledSo() throws IOException {
    RunFolder run = twoNetworks();
    run.trained(new Cell(ALEXNET, NONE, 1), 3, 0.4).trained(new Cell(ALEXNET, DROPOUT, 1), 7, 0.4);
    write(run, Optional.empty(), training("alexnet-dropout-s1", 7, Duration.ofSeconds(372)));

    assertThat(page(run))
        .containsOnlyOnce(">under way</span>")
        .contains(
            "AlexNet, Dropout, seed 1</span> <span class=\"badge state-unfinished\">under way")
        .contains("AlexNet, None, seed 1</span> <span class=\"badge state-unfinished\">unfinished");
  }

  @Test
  void ofHundredsOnAClusterOnlyTheFirstAreDrawnAboveTheOthers() throws IOException {
    List<Long> seeds = LongStream.rangeClosed(1, 100).boxed().toList();
    RunFolder run = new RunFolder(folder).matrix(List.of(ALEXNET), List.of(NONE), seeds).begin();
    List<RunUnderWay.TrainingUnderWay> all = new ArrayList<>();
    for (Cell cell : run.cells()) {
      run.trained(cell, 2, 0.4);
      all.add(training(cell.id(), 2, Duration.ofSeconds(60)));
    }
    write(run, Optional.empty(), all.toArray(RunUnderWay.TrainingUnderWay[]::new));

    assertThat(page(run))
        .contains("<title id=\"under-way-11\">", "<th scope=\"row\">AlexNet, None, seed 100</th>")
        .doesNotContain("<title id=\"under-way-12\">");
  }

  @Test
  void whatTakesSecondsToSimulateWaitsForTheEnd() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .profile(Profile.PHOTOS)
            .paperPhotos()
            .matrix(List.of(VGG_16), List.of(NONE, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
            .begin();
    for (int seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(VGG_16, NONE, seed), 2848 + 4 * seed, 0.2)
          .finished(new Cell(VGG_16, DROPOUT_DROPBLOCK, seed), 2920 - 3 * seed, 0.2);
    }
    write(run, Optional.empty());

    assertThat(page(run))
        .contains("How small an effect this run can see is worked out when all of its cells have")
        .doesNotContain("% of runs like it");
  }

  @Test
  void whatMachinesReadIsLeftAsItWas() throws IOException {
    RunFolder run = twoNetworks();
    write(run, Optional.empty());

    assertThat(run.directory.report())
        .isDirectoryContaining("glob:**index.html")
        .isDirectoryNotContaining("glob:**{junit.xml,results.json,cells.csv,forest.svg}");
  }

  private RunFolder twoNetworks() throws IOException {
    return new RunFolder(folder)
        .matrix(List.of(ALEXNET, VGG_16), List.of(NONE, DROPOUT), List.of(1L))
        .begin();
  }

  private static RunUnderWay.TrainingUnderWay training(String title, int epoch, Duration left) {
    return new RunUnderWay.TrainingUnderWay(title, epoch, 40, Optional.of(left));
  }

  private static void write(
      RunFolder run, Optional<Remaining> left, RunUnderWay.TrainingUnderWay... trainings)
      throws IOException {
    Report.renderUnderWay(
        run.directory,
        Optional.empty(),
        new RunUnderWay(AT, left, List.of(trainings)),
        Remedy::name);
  }

  private static String page(RunFolder run) throws IOException {
    return Files.readString(run.directory.report().resolve("index.html"));
  }

  private static String summary(RunFolder run) throws IOException {
    return Files.readString(run.directory.report().resolve("summary.md"));
  }
}
