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
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.rundir.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final Statement GAIN = Statement.accuracy(VGG_16, DROPOUT, NONE, 2.5);
  private static final Statement SMALLEST =
      Statement.less(VGG_16, DROPOUT_DROPBLOCK, NONE, FINAL_VALIDATION_LOSS);

  private final List<CellFiles> trainings = new ArrayList<>();

  private record Said(String name, List<Statement> statements) implements Hypothesis {
    Said(Statement... statements) {
      this("said", List.of(statements));
    }
  }

  @Test
  void aClearGainOnTheSameImagesIsReproduced() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 930);

    Finding finding = judge(GAIN).findings().get(0);

    assertThat(finding.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(finding.evidence().orElseThrow().discordance()).hasValue(new Discordance(30, 0));
    assertThat(finding.evidence().orElseThrow().effect()).isCloseTo(3, within(1e-9));
    assertThat(finding.size()).isEqualTo(Finding.Size.AS_STATED);
  }

  @Test
  void aClearLossContradictsAGain() {
    accuracy(NONE, 1, 0, 930);
    accuracy(DROPOUT, 1, 0, 900);

    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void aFewImagesAreInconclusive() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 904);

    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aGainTheRightWayButSmallerSaysSo() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 912);

    Finding finding = judge(GAIN).findings().get(0);

    assertThat(finding.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(finding.size()).isEqualTo(Finding.Size.SMALLER);
  }

  @Test
  void seedsThatDisagreeAreInconclusiveHoweverManyImagesSpeakOneWay() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 970);
    accuracy(NONE, 2, 0, 900);
    accuracy(DROPOUT, 2, 0, 899);

    Finding finding = judge(GAIN).findings().get(0);

    assertThat(finding.adjusted().orElseThrow()).isLessThan(1e-6);
    assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** All three gain, by 2, 30 and 4 images: a mean of 1.2 points, of which one seed has most. */
  @Test
  void seedsThatAgreeInDirectionButScatterAreInconclusive() {
    for (long seed = 1; seed <= 3; seed++) {
      accuracy(NONE, seed, 0, 900);
    }
    accuracy(DROPOUT, 1, 0, 902);
    accuracy(DROPOUT, 2, 0, 930);
    accuracy(DROPOUT, 3, 0, 904);

    Finding finding = judge(GAIN).findings().get(0);

    assertThat(finding.adjusted().orElseThrow()).isLessThan(0.001);
    assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** Each seed gets the same 30 images wrong without Dropout, and none with it. */
  @Test
  void imagesArePairedByNameThoughEachSeedsFileHasAnotherOrder() {
    for (long seed = 1; seed <= 3; seed++) {
      List<Prediction> without = new ArrayList<>(predictions(0, 970));
      Collections.rotate(without, (int) (100 * seed));
      List<Prediction> with = new ArrayList<>(predictions(0, 1000));
      Collections.rotate(with, (int) (37 * seed));
      trainings.add(FinishedCell.of(new Cell(VGG_16, NONE, seed), metrics(10, 0.1), without));
      trainings.add(FinishedCell.of(new Cell(VGG_16, DROPOUT, seed), metrics(10, 0.1), with));
    }

    assertThat(judge(GAIN).findings().get(0).evidence().orElseThrow().discordance())
        .hasValue(new Discordance(30, 0));
  }

  @Test
  void seedsThatWereTestedOnOtherImagesAreNotTested() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 930);
    accuracy(NONE, 2, 500, 900);
    accuracy(DROPOUT, 2, 500, 930);

    assertThat(judge(GAIN).findings().get(0).obstacle())
        .isEqualTo("the seeds were tested on different images");
  }

  @Test
  void onlySeedsThatBothArmsHaveArePaired() {
    accuracy(NONE, 1, 0, 900);
    accuracy(NONE, 2, 0, 500);
    accuracy(DROPOUT, 1, 0, 930);

    assertThat(judge(GAIN).findings().get(0).evidence().orElseThrow().seeds()).containsExactly(1L);
  }

  @Test
  void withoutAFinishedCellNothingIsTestedAndTheReasonIsNamed() {
    accuracy(NONE, 1, 0, 900);

    Judgement<Said> judgement = judge(GAIN);

    assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(judgement.findings().get(0).obstacle())
        .isEqualTo("no finished seed of VGG-16 with Dropout and with None");
  }

  @Test
  void otherTestImagesAreNotTested() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 1000, 930);

    assertThat(judge(GAIN).findings().get(0).obstacle())
        .isEqualTo("they were tested on different images");
  }

  @Test
  void oneSeedCannotJudgeALoss() {
    losses(NONE, 1, 0.4);
    losses(DROPOUT_DROPBLOCK, 1, 0.1);

    Finding finding = judge(SMALLEST).findings().get(0);

    assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.evidence().orElseThrow().effect()).isCloseTo(-75, within(1e-9));
    assertThat(finding.evidence().orElseThrow().interval()).isEmpty();
  }

  @Test
  void seedsThatAgreeJudgeALoss() {
    lossesOfFiveSeeds(NONE, 0.40, 0.41, 0.39, 0.42, 0.40);
    lossesOfFiveSeeds(DROPOUT_DROPBLOCK, 0.30, 0.32, 0.29, 0.31, 0.31);

    assertThat(judge(SMALLEST).verdict()).isEqualTo(Verdict.REPRODUCED);
  }

  @Test
  void seedsThatDisagreeDoNot() {
    lossesOfFiveSeeds(NONE, 0.40, 0.41, 0.39, 0.42, 0.40);
    lossesOfFiveSeeds(DROPOUT_DROPBLOCK, 0.30, 0.52, 0.29, 0.47, 0.33);

    assertThat(judge(SMALLEST).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void theMoreIsTestedTheMoreEachTestMustShow() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 907);

    assertThat(judge(GAIN).verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(judge(GAIN, GAIN, GAIN, GAIN, GAIN).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aClaimOfTwoPartsNeedsBoth() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 930);

    assertThat(judge(GAIN, SMALLEST).verdict()).isEqualTo(Verdict.NOT_TESTED);
  }

  @Test
  void aClaimIsContradictedByAPartOfIt() {
    accuracy(NONE, 1, 0, 930);
    accuracy(DROPOUT, 1, 0, 900);

    assertThat(judge(GAIN, SMALLEST).verdict()).isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void otherDataNeverPlainlyReproduces() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 930);

    assertThat(judge(GAIN).title()).isEqualTo("reproduced on other data");
  }

  @Test
  void trainingsThatHardlyLearntAreInconclusiveWithTheReason() {
    accuracy(NONE, 1, 0, 650);
    accuracy(DROPOUT, 1, 0, 560);

    Finding finding = judge(GAIN).findings().get(0);

    assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.obstacle()).contains("60.5 %").contains("not clearly above guessing");
    assertThat(finding.evidence().orElseThrow().effect()).isCloseTo(-9, within(1e-9));
    assertThat(finding.adjusted()).isEmpty();
    assertThat(finding.size()).isEqualTo(Finding.Size.NOT_STATED);
  }

  @Test
  void trainingsThatAreNotJudgedDoNotMakeTheOthersTestsStricter() {
    accuracy(NONE, 1, 0, 900);
    accuracy(DROPOUT, 1, 0, 907);
    accuracy(DROPOUT_DROPBLOCK, 1, 0, 100);
    Statement guessing = Statement.accuracy(VGG_16, DROPOUT_DROPBLOCK, NONE, 2.5);

    Judgement<Said> judgement = judge(GAIN, guessing, guessing, guessing, guessing);

    assertThat(judgement.findings().get(0).verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void everyTrainingReachesTheReferenceLoss() {
    losses(NONE, 1, 0.4);
    losses(DROPOUT, 1, 0.2);
    Trainings run = new Trainings(trainings);

    assertThat(run.reference(VGG_16)).hasValue(0.4);
    for (Regularizer arm : List.of(NONE, DROPOUT)) {
      assertThat(run.value(Measure.EPOCHS_TO_REFERENCE, new Cell(VGG_16, arm, 1))).isPresent();
    }
  }

  private Judgement<Said> judge(Statement... statements) {
    return Verdicts.of(
            List.of(new Said(statements)),
            new Trainings(trainings),
            Ground.OTHER_DATA,
            new Learning(Map.of(VGG_16, 100)))
        .get(0);
  }

  /** Right on the first {@code correct} of 1000 images, whose numbers begin at {@code first}. */
  private void accuracy(Regularizer arm, long seed, int first, int correct) {
    trainings.add(
        FinishedCell.of(
            new Cell(VGG_16, arm, seed), metrics(10, 0.1), predictions(first, correct)));
  }

  private static List<Prediction> predictions(int first, int correct) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> new Prediction("image" + (first + i), 1, i < correct ? 0.9 : 0.1))
        .toList();
  }

  /** A validation loss that falls to {@code last} within ten epochs and stays there for ten. */
  private void losses(Regularizer arm, long seed, double last) {
    trainings.add(
        FinishedCell.of(new Cell(VGG_16, arm, seed), metrics(20, last), predictions(0, 900)));
  }

  private static List<EpochMetrics> metrics(int epochs, double last) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(
            t -> new EpochMetrics(t, 1, 1, 1, Math.max(last, 1 - t * (1 - last) / 10), 1, 1, 1))
        .toList();
  }

  private void lossesOfFiveSeeds(Regularizer arm, double... last) {
    for (int i = 0; i < last.length; i++) {
      losses(arm, i + 1, last[i]);
    }
  }

  @Test
  void aReferenceIgnoresArmsThatThePaperDoesNotHave() {
    losses(NONE, 1, 0.4);
    losses(Regularizer.DROPBLOCK, 1, 0.9);

    assertThat(new Trainings(trainings).reference(VGG_16)).hasValue(0.4);
    assertThat(Arrays.stream(Regularizer.values()).filter(arm -> !arm.inPaper()))
        .containsExactly(Regularizer.DROPBLOCK);
  }
}
