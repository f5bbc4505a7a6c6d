package io.github.dropblock.harness.verify;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.TinyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
  @TempDir Path folder;

  /** None gets 3 of 30 wrong, Dropout & DropBlock 6; losses and speeds are TinyRun's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-34/none/testAccuracy>=0.9",
        "resnet-34/none/testAccuracy<=0.9",
        "testAccuracy>=0.8",
        "*/dropout-dropblock/testAccuracy>=0.8",
        "testLoss<=0.5",
        "lastEpochTrainingLoss<=0.5",
        "lastEpochValidationLoss<=0.55",
        "imagesPerSecond>=75",
        "secondsPerEpoch<=3"
      })
  void aBoundThatIsReachedHolds(String text) throws IOException {
    assertThat(Threshold.parse(text).check(run())).isNotEmpty().allMatch(Check::held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-34/none/testAccuracy>=0.9001",
        "resnet-34/none/testAccuracy<=0.8999",
        "testLoss<=0.4999",
        "lastEpochTrainingLoss<=0.4999",
        "lastEpochValidationLoss<=0.5499",
        "imagesPerSecond>=75.1",
        "secondsPerEpoch<=2.9"
      })
  void aBoundThatIsMissedFails(String text) throws IOException {
    assertThat(Threshold.parse(text).check(run())).isNotEmpty().noneMatch(Check::held);
  }

  @Test
  void eachArmIsHeldToItOnItsOwn() throws IOException {
    assertThat(Threshold.parse("testAccuracy>=0.85").check(run()))
        .containsExactly(
            new Check(
                "ResNet-34, None: testAccuracy",
                "at least 0.8500",
                "0.9000",
                true,
                "cells/resnet-34-none-s1/result.json"),
            new Check(
                "ResNet-34, Dropout & DropBlock: testAccuracy",
                "at least 0.8500",
                "0.8000",
                false,
                "cells/resnet-34-dropout-dropblock-s1/result.json"));
  }

  @Test
  void severalSeedsAreHeldToItByTheirMean() throws IOException {
    RunFiles run =
        RunFiles.readAll(
            new TinyRun(folder, Profile.SMOKE, "1", "a", 1L, 2L)
                .finished(NONE, 1, 1, 2, 3)
                .finished(NONE, 2, 1)
                .directory());

    assertThat(Threshold.parse("resnet-34/none/testAccuracy>=0.93").check(run))
        .containsExactly(
            new Check(
                "ResNet-34, None: testAccuracy",
                "at least 0.9300",
                "0.9333, mean of 2 seeds",
                true,
                "cells/resnet-34-none-s*/result.json"));
  }

  @Test
  void aSeedWithoutAResultFallsShort() throws IOException {
    RunFiles run =
        RunFiles.readAll(
            new TinyRun(folder, Profile.SMOKE, "1", "a", 1L, 2L).finished(NONE, 1, 1).directory());

    assertThat(Threshold.parse("*/none/testAccuracy>=0").check(run))
        .extracting(Check::held, Check::got)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(false, "resnet-34-none-s2 has no result"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg-16/none/testAccuracy>=0", "*/dropout/testLoss<=9"})
  void anArmThatTheRunDoesNotHaveFallsShort(String text) throws IOException {
    List<Check> checks = Threshold.parse(text).check(run());

    assertThat(checks).hasSize(1).noneMatch(Check::held);
    assertThat(checks.get(0).got()).isEqualTo("not in this run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "testAccuracy | is no threshold; write resnet-34/none/testAccuracy>=0.85",
        "resnet-34/testAccuracy>=0.8 | is no threshold",
        "testAccuracy>=85 | is a share of 0 to 1, so write 0.85 for 85 %",
        "testAccuracy>=high | 'high' is no number",
        "testLoss<=NaN | write a number",
        "accuracy>=0.8 | choose from testAccuracy, testLoss, lastEpochTrainingLoss",
        "finalTrainingLoss<=0.5 | write lastEpochTrainingLoss",
        "*/none/finalValidationLoss<=0.5 | write lastEpochValidationLoss",
        "fluctuation<=0.1 | unknown measure 'fluctuation'",
        "lenet/none/testAccuracy>=0.8 | unknown network 'lenet'"
      })
  void nonsenseIsRefusedWithWhatToWrite(String text, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Threshold.parse(text))
        .withMessageContaining(complaint);
  }

  private RunFiles run() throws IOException {
    return RunFiles.readAll(
        TinyRun.smoke(folder)
            .finished(NONE, 1, 1, 2, 3)
            .finished(DROPOUT_DROPBLOCK, 1, 1, 2, 3, 4, 5, 6)
            .directory());
  }
}
