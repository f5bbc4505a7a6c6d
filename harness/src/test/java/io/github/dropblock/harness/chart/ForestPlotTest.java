package io.github.dropblock.harness.chart;

import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.analysis.Ground;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.analysis.Learning;
import io.github.dropblock.harness.analysis.Verdicts;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForestPlotTest {
  @TempDir Path folder;

  @Test
  void everyPartOfAClaimHasAStripIfAnyIsMeasuredAndOtherClaimsAreNamed() throws IOException {
    ForestPlot plot = plot(2850, 2931);
    List<ForestPlot.EffectStrip> rows =
        plot.groups().stream().flatMap(group -> group.rows().stream()).toList();

    assertThat(rows)
        .extracting(ForestPlot.EffectStrip::claim)
        .containsExactly("A1", "S1", "S1", "V1", "V1", "L1", "L1");
    assertThat(plot.unmeasured())
        .startsWith("A2", "A3")
        .hasSize(Claim.values().length - 4)
        .doesNotContain("A1", "S1", "V1", "L1");
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
    assertThat(row.text()).startsWith("+2.7 points (");
  }

  @Test
  void theClaimedSideOfALossThatIsToBeLessLiesLeft() throws IOException {
    ForestPlot.StripGroup group = plot(2850, 2931).groups().get(1);

    assertThat(group.rows().get(0).side().to()).isEqualTo(group.zero());
  }

  @Test
  void whatIsNotMeasuredSaysSo() throws IOException {
    ForestPlot.EffectStrip row = plot(2850, 2931).groups().get(1).rows().get(1);

    assertThat(row.subject()).isEqualTo("VGG-16, Dropout & DropBlock against Dropout");
    assertThat(row.here()).isNull();
    assertThat(row.text()).isEqualTo("not measured");
  }

  /** Else its −45 points would leave 1 point the width of a line. */
  @Test
  void anArmThatDidNotLearnSetsNoScaleAndEndsInAnArrow() throws IOException {
    RunFolder run = begin(List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK));
    finish(run, NONE, 2850);
    finish(run, DROPOUT, 2880);
    for (int seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(VGG_16, DROPOUT_DROPBLOCK, seed), 1500, 0.6931);
    }

    List<ForestPlot.EffectStrip> rows = ForestPlot.of(judgements(run)).groups().get(0).rows();

    ForestPlot.EffectStrip stuck = rows.get(0);
    assertThat(stuck.remark()).isEqualTo("Dropout & DropBlock did not learn");
    assertThat(stuck.here().at()).isNull();
    assertThat(stuck.here().cutLow()).isTrue();
    assertThat(stuck.seeds()).isEmpty();
    ForestPlot.EffectStrip learnt = rows.get(1);
    assertThat(learnt.claim()).isEqualTo("A2");
    assertThat(learnt.here().high() - learnt.here().low()).isGreaterThan(0.2 * ForestPlot.WIDTH);
  }

  @Test
  void anArmThatDidNotLearnIsShownWhereThatLeavesTheOthersRoom() throws IOException {
    RunFolder run = begin(List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK));
    finish(run, NONE, 1900);
    finish(run, DROPOUT, 1930);
    for (int seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(VGG_16, DROPOUT_DROPBLOCK, seed), 1700, 0.68);
    }

    List<ForestPlot.EffectStrip> rows = ForestPlot.of(judgements(run)).groups().get(0).rows();

    assertThat(rows.get(0).remark()).isEqualTo("Dropout & DropBlock learnt too little");
    assertThat(rows.get(0).here().at()).isNotNull();
    assertThat(rows.get(0).here().cutLow()).isFalse();
    assertThat(rows.get(0).seeds()).hasSize(3);
  }

  @Test
  void thePictureHasEveryClaimsWordsInItOnce() throws IOException {
    RunFolder run = begin(List.of(NONE, DROPOUT_DROPBLOCK));
    finish(run, NONE, 2850);
    finish(run, DROPOUT_DROPBLOCK, 2931);
    List<Judgement<Claim>> judgements = judgements(run);

    ForestPicture picture =
        ForestPicture.of("What came out. ".repeat(9), ForestPlot.of(judgements), judgements);

    List<ForestPicture.PlacedClaim> claims =
        picture.groups().stream().flatMap(group -> group.claims().stream()).toList();
    assertThat(claims)
        .extracting(ForestPicture.PlacedClaim::id)
        .containsExactlyInAnyOrder(
            Arrays.stream(Claim.values()).map(Claim::name).toArray(String[]::new));
    assertThat(claims)
        .allSatisfy(
            claim ->
                assertThat(
                        claim.words().stream()
                            .map(ForestPicture.TextLine::text)
                            .collect(Collectors.joining(" ")))
                    .isEqualTo(Claim.valueOf(claim.id()).text()));
    assertThat(claims.get(0).strips()).hasSize(1);
    assertThat(picture.headline()).hasSizeGreaterThan(1);
    assertThat(claims.get(claims.size() - 1).words().get(0).y()).isLessThan(picture.height());
  }

  private ForestPlot plot(int without, int with) throws IOException {
    RunFolder run = begin(List.of(NONE, DROPOUT_DROPBLOCK));
    finish(run, NONE, without);
    finish(run, DROPOUT_DROPBLOCK, with);
    return ForestPlot.of(judgements(run));
  }

  private RunFolder begin(List<Regularizer> regularizers) throws IOException {
    return new RunFolder(folder)
        .profile(Profile.PHOTOS)
        .paperPhotos()
        .matrix(List.of(VGG_16), regularizers, List.of(1L, 2L, 3L))
        .begin();
  }

  private static void finish(RunFolder run, Regularizer regularizer, int correct)
      throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      run.finished(new Cell(VGG_16, regularizer, seed), correct + 6 * seed, 0.2);
    }
  }

  private static List<Judgement<Claim>> judgements(RunFolder run) throws IOException {
    return Verdicts.of(
        List.of(Claim.values()),
        RunFiles.read(run.directory).trainings(),
        Ground.PAPER,
        new Learning(Map.of()));
  }
}
