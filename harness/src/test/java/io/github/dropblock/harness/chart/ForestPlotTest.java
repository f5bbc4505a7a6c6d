package io.github.dropblock.harness.chart;

import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.analysis.Ground;
import io.github.dropblock.harness.analysis.Learning;
import io.github.dropblock.harness.analysis.Verdicts;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForestPlotTest {
  @TempDir Path folder;

  @Test
  void everyPartOfEveryClaimHasAStrip() throws IOException {
    List<ForestPlot.EffectStrip> rows =
        plot(2850, 2931).groups().stream().flatMap(group -> group.rows().stream()).toList();

    assertThat(rows)
        .extracting(ForestPlot.EffectStrip::claim)
        .contains("A1", "A6", "S3", "V2", "L3", "R1");
    assertThat(rows).filteredOn(ForestPlot.EffectStrip::first).hasSize(Claim.values().length);
  }

  @Test
  void aGainLiesRightOfZeroWithinItsIntervalBesideThePapers() throws IOException {
    ForestPlot.StripGroup group = plot(2850, 2931).groups().get(0);
    ForestPlot.EffectStrip row = group.rows().get(0);

    assertThat(row.here().at())
        .isGreaterThan(group.zero())
        .isBetween(row.here().low(), row.here().high());
    assertThat(row.paper().at()).isBetween(row.paper().low(), row.paper().high());
    assertThat(row.seeds()).hasSize(3).allMatch(x -> x > group.zero());
    assertThat(row.side().from()).isEqualTo(group.zero());
    assertThat(row.text()).startsWith("+2.6 points (");
  }

  @Test
  void theClaimedSideOfALossThatIsToBeLessLiesLeft() throws IOException {
    ForestPlot.StripGroup group = plot(2850, 2931).groups().get(1);

    assertThat(group.rows().get(0).side().to()).isEqualTo(group.zero());
  }

  @Test
  void whatIsNotMeasuredSaysSo() throws IOException {
    ForestPlot.EffectStrip row = plot(2850, 2931).groups().get(0).rows().get(1);

    assertThat(row.claim()).isEqualTo("A2");
    assertThat(row.here()).isNull();
    assertThat(row.text()).isEqualTo("not measured");
  }

  private ForestPlot plot(int without, int with) throws IOException {
    RunFolder run =
        new RunFolder(folder)
            .profile(Profile.PHOTOS)
            .paperPhotos()
            .matrix(List.of(VGG_16), List.of(NONE, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
            .begin();
    for (int seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(VGG_16, NONE, seed), without + 6 * seed, 0.2)
          .finished(new Cell(VGG_16, DROPOUT_DROPBLOCK, seed), with + 5 * seed, 0.2);
    }
    return ForestPlot.of(
        Verdicts.of(
            List.of(Claim.values()),
            RunFiles.read(run.directory).trainings(),
            Ground.PAPER,
            new Learning(Map.of())));
  }
}
