package io.github.dropblock.harness.chart;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Regularizer.DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
  @TempDir Path folder;

  @Test
  void barsStandOnChanceAndReachTheirAccuracy() throws IOException {
    RunFolder run = one(RESNET_34, NONE).finished(new Cell(RESNET_34, NONE, 1), 225, 0.3);

    AccuracyChart.AccuracyPanel panel = AccuracyChart.panels(arms(run)).get(0);

    AccuracyChart.Bar bar = panel.groups().get(0).here();
    double half = (panel.frame().bottom() - panel.frame().top()) / 2;
    assertThat(panel.ticks().get(0).label()).isEqualTo("50");
    assertThat(bar.height()).isCloseTo(half, within(0.1));
    assertThat(bar.y() + bar.height()).isCloseTo(panel.baseline(), within(0.1));
  }

  @Test
  void barsStandOnZeroIfAnAccuracyMayBeBelowChance() throws IOException {
    RunFolder run = one(RESNET_34, NONE).finished(new Cell(RESNET_34, NONE, 1), 150, 0.7);

    assertThat(AccuracyChart.panels(arms(run)).get(0).ticks().get(0).label()).isEqualTo("0");
  }

  @Test
  void whatThePaperDoesNotStateHasWordsInPlaceOfABar() throws IOException {
    assertThat(
            AccuracyChart.panels(arms(one(ALEXNET, NONE))).get(0).groups().get(0).paper().missing())
        .isEqualTo("not stated");
    assertThat(
            AccuracyChart.panels(arms(one(RESNET_34, DROPBLOCK)))
                .get(0)
                .groups()
                .get(0)
                .paper()
                .missing())
        .isEqualTo("not in the paper");
  }

  @Test
  void aLossThatIsNotFiniteBreaksTheLine() throws IOException {
    Cell cell = new Cell(RESNET_34, NONE, 1);
    RunFolder run = one(RESNET_34, NONE).begun(cell);
    run.files(cell)
        .replaceMetrics(List.of(row(1, 0.7), row(2, Double.NaN), row(3, 0.5), row(4, 0.4)));

    String path = pair(run).panels().get(0).lines().get(0).path();

    assertThat(path.chars().filter(c -> c == 'M')).hasSize(2);
    assertThat(path).doesNotContain("NaN");
  }

  @Test
  void epochsAreCountedInWholeNumbers() throws IOException {
    Cell cell = new Cell(RESNET_34, NONE, 1);
    RunFolder run =
        new RunFolder(folder)
            .profile(Profile.SMOKE)
            .matrix(List.of(RESNET_34), List.of(NONE), List.of(1L))
            .begin()
            .finished(cell, 250, 0.2);

    assertThat(pair(run).panels().get(0).epochs())
        .extracting(PlotArea.TickMark::label)
        .containsExactly("0", "1", "2");
  }

  @Test
  void thePhaseBoundaryStandsAfterTheFirstPhase() throws IOException {
    Cell cell = new Cell(RESNET_34, NONE, 1);
    LossChart.LossPanel panel = pair(one(RESNET_34, NONE).finished(cell, 250, 0.2)).panels().get(0);

    // 15 epochs, of which AdaDelta has 3.
    double share =
        (panel.phases().get(0).at() - panel.frame().left())
            / (panel.frame().right() - panel.frame().left());
    assertThat(share).isCloseTo(3 / 15.0, within(0.001));
    assertThat(panel.phases().get(0).label()).isEqualTo("AdaDelta up to here, then AdaMax");
  }

  @Test
  void everyEpochOfAShortRunAnswersThePointer() throws IOException {
    Cell cell = new Cell(RESNET_34, NONE, 1);
    LossChart.LossPanel panel = pair(one(RESNET_34, NONE).finished(cell, 250, 0.2)).panels().get(1);

    assertThat(panel.strips()).hasSize(15);
    assertThat(panel.strips().get(0).title())
        .startsWith("Epoch 15, validation loss, nats\nNone: 0.");
  }

  @Test
  void severalSeedsAreAMedianWithinABand() throws IOException {
    RunFolder run = seeds(1, 2, 3).begun(seed(1)).begun(seed(2)).begun(seed(3));
    run.files(seed(1)).replaceMetrics(List.of(row(1, 0.9)));
    run.files(seed(2)).replaceMetrics(List.of(row(1, 0.5)));
    run.files(seed(3)).replaceMetrics(List.of(row(1, 0.6)));

    LossCurve curve = LossCurve.of(arms(run).arm(RESNET_34, NONE), EpochMetrics::trainLoss);

    assertThat(curve.values()).containsEntry(1, new LossCurve.EpochLosses(1, 0.6, 0.5, 0.9, 3));
  }

  @Test
  void theMedianOfTwoSeedsLiesInTheirMiddle() throws IOException {
    RunFolder run = seeds(1, 2).begun(seed(1)).begun(seed(2));
    run.files(seed(1)).replaceMetrics(List.of(row(1, 0.75)));
    run.files(seed(2)).replaceMetrics(List.of(row(1, 0.25)));

    LossCurve curve = LossCurve.of(arms(run).arm(RESNET_34, NONE), EpochMetrics::trainLoss);

    assertThat(curve.values().get(1).median()).isEqualTo(0.5);
  }

  @Test
  void aSeedThatFailedEarlyHidesNothingOfTheOthers() throws IOException {
    RunFolder run = seeds(1, 2).trained(seed(1), 9, 0.3).trained(seed(2), 4, 0.3);

    LossChart.LossPanel panel = pair(run).panels().get(1);

    assertThat(panel.strips().get(0).title()).matches("Epoch 9, .*\nNone: [0-9.]+");
    assertThat(panel.strips().get(5).title())
        .matches("Epoch 4, .*\nNone: [0-9.]+ \\([0-9.]+ to [0-9.]+, 2 seeds\\)");
  }

  @Test
  void theBandIsClosedAndGoesBackAlongItsLowerEdge() throws IOException {
    RunFolder run = seeds(1, 2).trained(seed(1), 4, 0.3).trained(seed(2), 4, 0.2);

    LossChart.Line line = pair(run).panels().get(0).lines().get(0);

    assertThat(line.band()).matches("M[^MZ]*Z");
    assertThat(line.band().split("[ML]")).hasSize(1 + 2 * 4);
    assertThat(line.path().split("[ML]")).hasSize(1 + 4);
  }

  @Test
  void oneSeedHasNoBand() throws IOException {
    assertThat(pair(seeds(1).trained(seed(1), 4, 0.3)).panels().get(0).lines().get(0).band())
        .isNull();
  }

  @Test
  void everyEpochOfAShortRunStandsInTheTableWithMedianAndRange() throws IOException {
    RunFolder run = seeds(1, 2).begun(seed(1)).begun(seed(2));
    run.files(seed(1)).replaceMetrics(List.of(row(1, 0.75), row(2, 0.5)));
    run.files(seed(2)).replaceMetrics(List.of(row(1, 0.25)));

    LossTable table = pair(run).table();

    assertThat(table.every()).isEqualTo(1);
    assertThat(table.arms()).containsExactly("None");
    assertThat(table.rows())
        .extracting(LossTable.LossRow::training)
        .containsExactly(
            List.of(new LossTable.ToldLoss("0.5000", "0.2500 to 0.7500")),
            List.of(new LossTable.ToldLoss("0.5000", null)));
  }

  @Test
  void theTableOfALongRunHasSixtyRowsAndTheLastEpoch() throws IOException {
    LossTable table = pair(seeds(1).trained(seed(1), 599, 0.3)).table();

    assertThat(table.rows()).hasSize(60);
    assertThat(table.rows().get(59).epoch()).isEqualTo(599);
    assertThat(table.every()).isEqualTo(10);
  }

  @Test
  void aCellShowsBothItsLosses() throws IOException {
    RunFolder run = seeds(1).trained(seed(1), 4, 0.3);
    RunFiles files = RunFiles.read(run.directory);

    assertThat(LossChart.ofCell(files.cells().get(0), files).lines())
        .extracting(LossChart.Line::title)
        .containsExactly("training", "validation");
  }

  private RunFolder seeds(long... seeds) throws IOException {
    return new RunFolder(folder)
        .matrix(List.of(RESNET_34), List.of(NONE), LongStream.of(seeds).boxed().toList())
        .begin();
  }

  private static Cell seed(long seed) {
    return new Cell(RESNET_34, NONE, seed);
  }

  private RunFolder one(Network network, Regularizer regularizer) throws IOException {
    return new RunFolder(folder)
        .matrix(List.of(network), List.of(regularizer), List.of(1L))
        .begin();
  }

  private static EpochMetrics row(int epoch, double loss) {
    return new EpochMetrics(epoch, 1, loss, 0.5, 0.6, 0.5, 1, 100);
  }

  private static Arms arms(RunFolder run) throws IOException {
    return Arms.of(RunFiles.read(run.directory));
  }

  private static LossChart.Pair pair(RunFolder run) throws IOException {
    RunFiles files = RunFiles.read(run.directory);
    return LossChart.pairs(Arms.of(files), files).get(0);
  }
}
