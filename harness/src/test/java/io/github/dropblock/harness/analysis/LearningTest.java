package io.github.dropblock.harness.analysis;

import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static io.github.dropblock.harness.results.Measure.FINAL_VALIDATION_LOSS;
import static io.github.dropblock.harness.results.Measure.TEST_ACCURACY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.FinishedCell;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.statistics.Answers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningTest {
  private static final Learning LEARNING = new Learning(Map.of(RESNET_34, 600));

  @Test
  void threeEpochsAreTooShortAndTheReasonNamesTheNetwork() {
    assertThat(LEARNING.tooShort(RESNET_34, List.of(training(NONE, 3), training(NONE, 600))))
        .hasValue("ResNet-34: 3 epochs of training are less than a tenth of the paper's 600");
  }

  @ParameterizedTest
  @CsvSource({"59, false", "60, true"})
  void theShortestTrainingHasATenthOfThePapersEpochs(int epochs, boolean enough) {
    assertThat(
            LEARNING
                .tooShort(
                    RESNET_34, List.of(training(NONE, 600), training(DROPOUT_DROPBLOCK, epochs)))
                .isEmpty())
        .isEqualTo(enough);
  }

  /** A regularizer that keeps a network from learning what it learns without is a result. */
  @Test
  void ofAccuraciesOneArmThatLearntIsEnoughWhicheverItIs() {
    assertThat(lacking(TEST_ACCURACY, arm(500, 500), arm(950, 940))).isEmpty();
    assertThat(lacking(TEST_ACCURACY, arm(950, 940), arm(500, 500))).isEmpty();
  }

  @Test
  void ofLossesEachArmMustHaveLearnt() {
    assertThat(lacking(FINAL_VALIDATION_LOSS, arm(500, 500), arm(950, 940)))
        .isEqualTo("ResNet-34 with Dropout did not learn");
    assertThat(lacking(FINAL_VALIDATION_LOSS, arm(930, 920), arm(950, 940))).isEmpty();
  }

  @Test
  void whereNoArmHasLearntNothingIsJudged() {
    assertThat(lacking(TEST_ACCURACY, arm(500, 500), arm(510, 490)))
        .isEqualTo("ResNet-34 with Dropout or None did not learn");
  }

  @Test
  void anArmThatIsBetterThanGuessingIsNotSaidToHaveLearntNothing() {
    assertThat(lacking(FINAL_VALIDATION_LOSS, arm(600, 580), arm(950, 940)))
        .isEqualTo("ResNet-34 with Dropout learnt too little");
    assertThat(lacking(TEST_ACCURACY, arm(600, 580), arm(500, 500)))
        .isEqualTo("ResNet-34 with None did not learn, Dropout learnt too little");
  }

  @Test
  void anArmWhoseSeedsDisagreeIsNotJudged() {
    assertThat(lacking(TEST_ACCURACY, arm(500, 930), arm(950, 940)))
        .isEqualTo(
            "ResNet-34 with Dropout: only 1 of 2 trainings have learnt enough to be judged by");
  }

  @Test
  void theRuleStandsInTheDocumentsWordForWord() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "verdicts.md")).replaceAll("\\s+", " "))
        .contains(Learning.RULE);
  }

  private static String lacking(Measure measure, Answers dropout, Answers none) {
    Map<String, Answers> arms = new LinkedHashMap<>();
    arms.put("Dropout", dropout);
    arms.put("None", none);
    return Learning.lacking(measure, RESNET_34, arms).orElse("");
  }

  private static Answers arm(int... right) {
    boolean[][] answers = new boolean[right.length][1000];
    for (int seed = 0; seed < right.length; seed++) {
      Arrays.fill(answers[seed], 0, right[seed], true);
    }
    return new Answers(answers);
  }

  private static CellFiles training(Regularizer arm, int epochs) {
    return FinishedCell.of(
        new Cell(RESNET_34, arm, 1),
        IntStream.rangeClosed(1, epochs)
            .mapToObj(epoch -> new EpochMetrics(epoch, 1, 0.5, 0.8, 0.5, 0.8, 1, 100))
            .toList(),
        List.of());
  }
}
