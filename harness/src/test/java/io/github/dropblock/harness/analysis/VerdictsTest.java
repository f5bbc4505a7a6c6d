package io.github.dropblock.harness.analysis;

import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static io.github.dropblock.harness.results.Measure.FINAL_VALIDATION_LOSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.FinishedCell;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import io.github.dropblock.harness.statistics.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final Stated POINTS = new Stated(2.5, OptionalDouble.of(0.953), 3000);
  private static final Statement GAIN = Statement.accuracy(VGG_16, DROPOUT, NONE, POINTS);
  private static final Statement SMALLEST =
      Statement.less(VGG_16, DROPOUT_DROPBLOCK, NONE, FINAL_VALIDATION_LOSS);

  private final List<CellFiles> trainings = new ArrayList<>();

  private record Said(String name, List<Statement> statements) implements Hypothesis {
    Said(Statement... statements) {
      this("said", List.of(statements));
    }
  }

  @Test
  void aGainOfTheStatedSizeIsReproduced() {
    accuracies(NONE, 2850, 2853, 2847);
    accuracies(DROPOUT, 2925, 2931, 2922);

    Judgement<Said> judgement = judge(GAIN);

    assertThat(judgement.verdict()).isEqualTo(Verdict.REPRODUCED);
    Finding finding = judgement.findings().get(0);
    assertThat(finding.effect().orElseThrow()).isCloseTo(2.533, within(0.001));
    assertThat(finding.prediction().orElseThrow().contains(2.53)).isTrue();
    assertThat(finding.evidence().orElseThrow().superiority()).hasValue(1);
  }

  @Test
  void aSmallerGainIsSaidToBeSmaller() {
    accuracies(NONE, 2850, 2853, 2847);
    accuracies(DROPOUT, 2880, 2886, 2877);

    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.SMALLER);
  }

  @Test
  void aLossIsTheOpposite() {
    accuracies(NONE, 2925, 2931, 2922);
    accuracies(DROPOUT, 2850, 2853, 2847);

    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.OPPOSITE);
  }

  @Test
  void whereTheIntervalLeavesOutWhatThePaperCouldHaveSeenThereIsNoSuchEffect() {
    accuracies(NONE, 2850, 2853, 2847, 2852);
    accuracies(DROPOUT, 2851, 2848, 2854, 2849);

    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.NO_SUCH_EFFECT);
  }

  @Test
  void seedsThatScatterAreInconclusiveAndSayHowManyItTakes() {
    accuracies(NONE, 2820, 2880, 2850);
    accuracies(DROPOUT, 2850, 2910, 2862);

    Judgement<Said> judgement = judge(GAIN);

    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.seedsNeeded().orElseThrow()).isBetween(10, 60);
  }

  @Test
  void oneSeedIsNeverAVerdictHoweverLargeTheEffect() {
    accuracies(NONE, 2000);
    accuracies(DROPOUT, 2900);

    Judgement<Said> accuracy = judge(GAIN);

    assertThat(accuracy.verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(accuracy.obstacles()).anyMatch(each -> each.contains("one seed"));
    assertThat(accuracy.findings().get(0).interval()).isPresent();
    assertThat(accuracy.adjusted()).isEmpty();
  }

  @Test
  void anArmThatLearntNothingIsAResultForAccuraciesOnly() {
    accuracies(NONE, 2850, 2853);
    accuracies(DROPOUT, 1500, 1500);
    Statement loss = Statement.less(VGG_16, DROPOUT, NONE, FINAL_VALIDATION_LOSS);

    Judgement<Said> judgement = judge(GAIN);

    assertThat(judgement.verdict()).isEqualTo(Verdict.OPPOSITE);
    assertThat(judgement.findings().get(0).remark()).isEqualTo("Dropout did not learn");
    assertThat(judge(loss).verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(judge(loss).obstacles()).containsExactly("VGG-16 with Dropout did not learn");
  }

  /** Until now a network that learnt nothing "fluctuated least". */
  @Test
  void whereNoArmHasLearntNothingIsTested() {
    accuracies(NONE, 1500, 1500, 1500);
    accuracies(DROPOUT, 1500, 1500, 1500);

    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.NOT_TESTED);
  }

  @Test
  void drawnImagesGetNoVerdicts() {
    accuracies(NONE, 2850, 2853, 2847);
    accuracies(DROPOUT, 2925, 2931, 2922);

    Judgement<Said> judgement = judgeOn(Ground.DRAWN, GAIN);

    assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(judgement.obstacles()).containsExactly("drawn images say nothing about photos");
    assertThat(judgement.findings().get(0).effect()).isPresent();
  }

  @Test
  void otherPhotosAreNamed() {
    accuracies(NONE, 2850, 2853, 2847);
    accuracies(DROPOUT, 2925, 2931, 2922);

    assertThat(judgeOn(Ground.OTHER_DATA, GAIN).title()).isEqualTo("reproduced on other data");
  }

  /** Each seed gets the same 90 images wrong without Dropout, and none with it. */
  @Test
  void imagesArePairedByNameThoughEachSeedsFileHasAnotherOrder() {
    for (long seed = 1; seed <= 3; seed++) {
      List<Prediction> without = new ArrayList<>(predictions(0, 2910));
      Collections.rotate(without, (int) (100 * seed));
      List<Prediction> with = new ArrayList<>(predictions(0, 3000));
      Collections.rotate(with, (int) (37 * seed));
      trainings.add(FinishedCell.of(new Cell(VGG_16, NONE, seed), metrics(10, 0.1), without));
      trainings.add(FinishedCell.of(new Cell(VGG_16, DROPOUT, seed), metrics(10, 0.1), with));
    }

    double error =
        judge(GAIN)
            .findings()
            .get(0)
            .evidence()
            .orElseThrow()
            .estimate()
            .orElseThrow()
            .standardError();
    assertThat(error).isCloseTo(100 * Math.sqrt(0.03 * 0.97 / 2999), within(0.01));
  }

  @Test
  void seedsOfOneArmOnlyCountToo() {
    accuracies(NONE, 2850, 2853, 2847, 2851);
    accuracies(DROPOUT, 2925, 2931);

    Finding.Evidence evidence = judge(GAIN).findings().get(0).evidence().orElseThrow();

    assertThat(evidence.armSeeds()).containsExactly(1L, 2L);
    assertThat(evidence.baselineSeeds()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.REPRODUCED);
  }

  @Test
  void withoutAFinishedCellNothingIsTestedAndTheReasonIsNamed() {
    accuracies(NONE, 2850, 2853);

    Judgement<Said> judgement = judge(GAIN);

    assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(judgement.obstacles())
        .containsExactly("no finished training of VGG-16 with Dropout");
  }

  @Test
  void otherTestImagesAreNotTested() {
    accuracies(NONE, 2850, 2853);
    accuracy(DROPOUT, 1, 1000, 2900);
    accuracy(DROPOUT, 2, 1000, 2900);

    assertThat(judge(GAIN).obstacles())
        .containsExactly("VGG-16: they were tested on different images");
  }

  @Test
  void seedsThatAgreeJudgeALossAndSeedsThatDoNotDoNot() {
    lossesOf(NONE, 0.40, 0.41, 0.39);
    lossesOf(DROPOUT_DROPBLOCK, 0.30, 0.32, 0.29);
    assertThat(judge(SMALLEST).verdict()).isEqualTo(Verdict.REPRODUCED);

    trainings.clear();
    lossesOf(NONE, 0.40, 0.41, 0.39);
    lossesOf(DROPOUT_DROPBLOCK, 0.30, 0.52, 0.33);
    assertThat(judge(SMALLEST).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aClaimOfTwoPartsNeedsBoth() {
    accuracies(NONE, 2850, 2853, 2847);
    accuracies(DROPOUT, 2925, 2931, 2922);

    assertThat(judge(GAIN, SMALLEST).verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(judge(GAIN, SMALLEST).obstacles())
        .containsExactly("no finished training of VGG-16 with Dropout & DropBlock");
  }

  @Test
  void theMoreClaimsAreTestedInVainTheMoreEachMustShow() {
    accuracies(NONE, 2850, 2835, 2865);
    accuracies(DROPOUT, 2900, 2876, 2912);
    accuracies(DROPOUT_DROPBLOCK, 2851, 2838, 2860);
    Said gain = new Said(GAIN);
    Said vain = new Said(Statement.accuracy(VGG_16, DROPOUT_DROPBLOCK, NONE, POINTS));

    assertThat(judge(GAIN).adjusted().orElseThrow()).isLessThan(0.05);
    assertThat(
            Verdicts.of(
                    List.of(gain, vain, vain, vain, vain),
                    new Trainings(trainings),
                    Ground.PAPER,
                    new Learning(Map.of()))
                .get(0)
                .adjusted()
                .orElseThrow())
        .isGreaterThan(0.05);
  }

  private Judgement<Said> judge(Statement... statements) {
    return judgeOn(Ground.PAPER, statements);
  }

  private Judgement<Said> judgeOn(Ground ground, Statement... statements) {
    return Verdicts.of(
            List.of(new Said(statements)),
            new Trainings(trainings),
            ground,
            new Learning(Map.of(VGG_16, 100)))
        .get(0);
  }

  /** Right on the first so many of 3,000 images, seed by seed. */
  private void accuracies(Regularizer arm, int... correct) {
    for (int i = 0; i < correct.length; i++) {
      accuracy(arm, i + 1, 0, correct[i]);
    }
  }

  private void accuracy(Regularizer arm, long seed, int first, int correct) {
    trainings.add(
        FinishedCell.of(
            new Cell(VGG_16, arm, seed), metrics(10, 0.1), predictions(first, correct)));
  }

  private static List<Prediction> predictions(int first, int correct) {
    return IntStream.range(0, 3000)
        .mapToObj(i -> new Prediction("image" + (first + i), 1, i < correct ? 0.9 : 0.1))
        .toList();
  }

  /** A validation loss that falls to {@code last} within ten epochs and stays there for ten. */
  private void losses(Regularizer arm, long seed, double last) {
    trainings.add(
        FinishedCell.of(new Cell(VGG_16, arm, seed), metrics(20, last), predictions(0, 2800)));
  }

  private static List<EpochMetrics> metrics(int epochs, double last) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(
            t -> new EpochMetrics(t, 1, 1, 1, Math.max(last, 1 - t * (1 - last) / 10), 1, 1, 1))
        .toList();
  }

  private void lossesOf(Regularizer arm, double... last) {
    for (int i = 0; i < last.length; i++) {
      losses(arm, i + 1, last[i]);
    }
  }
}
