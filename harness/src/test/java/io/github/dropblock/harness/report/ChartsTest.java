package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Regularizer.DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.run.EpochMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
  @TempDir Path folder;

  @Test
  void barsStandOnChanceAndReachTheirAccuracy() throws IOException {
    RunFolder run = one(RESNET_34, NONE).finished(new Cell(RESNET_34, NONE, 1), 225, 0.3);

    AccuracyChart.Panel panel = AccuracyChart.panels(arms(run)).get(0);

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
  void thePhaseBoundaryStandsAfterTheFirstPhase() throws IOException {
    Cell cell = new Cell(RESNET_34, NONE, 1);
    LossChart.Panel panel = pair(one(RESNET_34, NONE).finished(cell, 250, 0.2)).panels().get(0);

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
    LossChart.Panel panel = pair(one(RESNET_34, NONE).finished(cell, 250, 0.2)).panels().get(1);

    assertThat(panel.strips()).hasSize(15);
    assertThat(panel.strips().get(0).title())
        .startsWith("Epoch 15, validation loss, nats\nNone: 0.");
  }

  @Test
  void theMeanOfSeveralSeedsEndsWithTheShortest() throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .matrix(List.of(RESNET_34), List.of(NONE), List.of(1L, 2L))
            .begin()
            .trained(new Cell(RESNET_34, NONE, 1), 9, 0.3)
            .trained(new Cell(RESNET_34, NONE, 2), 4, 0.3);

    LossCurve curve = LossCurve.of(arms(run).arm(RESNET_34, NONE), EpochMetrics::valLoss);

    assertThat(curve.seeds()).hasSize(2);
    assertThat(curve.mean()).hasSize(4);
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
