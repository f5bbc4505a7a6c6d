package io.github.dropblock.harness.verify;

import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final Tolerance NO_TOLERANCE = new Tolerance(0, 0);

  @TempDir Path folder;
  private Baseline accepted;

  /** 27 and 24 of 30 right. */
  @BeforeEach
  void accept() throws IOException {
    TinyRun run =
        TinyRun.smoke(folder.resolve("accepted"))
            .finished(NONE, 1, 1, 2, 3)
            .finished(DROPOUT_DROPBLOCK, 1, 1, 2, 3, 4, 5, 6);
    accepted = Baseline.of(run.directory());
  }

  @Test
  void itSurvivesItsFile() throws IOException {
    Path file = folder.resolve("new folder").resolve("baseline.json");

    accepted.write(file);

    assertThat(Baseline.read(file)).isEqualTo(accepted);
  }

  @Test
  void theSameRunHolds() throws IOException {
    assertThat(check(NO_TOLERANCE, 1, 2, 3)).hasSize(2).allMatch(Check::held);
  }

  @Test
  void oneImageLessFallsShortWithoutTolerance() throws IOException {
    assertThat(check(NO_TOLERANCE, 1, 2, 3, 4))
        .contains(
            new Check(
                "ResNet-34, None: testAccuracy, baseline",
                "at least 0.9000 (0.9000 less 0 points)",
                "0.8667",
                false,
                "cells/resnet-34-none-s1/result.json"));
  }

  @Test
  void toleranceInPointsLetsADropPass() throws IOException {
    assertThat(check(new Tolerance(3.4, 0), 1, 2, 3, 4)).allMatch(Check::held);
    assertThat(check(new Tolerance(3.3, 0), 1, 2, 3, 4)).anyMatch(check -> !check.held());
  }

  /** √(0.9 · 0.1 / 30 + 0.7 · 0.3 / 30) = 0.1 for a drop of 0.2. */
  @Test
  void toleranceInStandardErrorsLetsADropPass() throws IOException {
    Integer[] nineWrong = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    assertThat(check(new Tolerance(1, 2.01), nineWrong)).allMatch(Check::held);
    assertThat(check(new Tolerance(1, 1.99), nineWrong))
        .filteredOn(check -> !check.held())
        .extracting(Check::wanted)
        .containsExactly("at least 0.7010 (0.9000 less 1.99 standard errors of 10.00 points)");
  }

  @Test
  void anArmOfTheBaselineThatTheRunDoesNotHaveFallsShort() throws IOException {
    RunFiles now =
        RunFiles.readAll(TinyRun.smoke(folder.resolve("now")).finished(NONE, 1).directory());

    assertThat(accepted.check(now, new Tolerance(100, 0)))
        .filteredOn(check -> !check.held())
        .extracting(Check::got)
        .containsExactly("resnet-34-dropout-dropblock-s1 has no result");
  }

  @Test
  void otherVersionsAreWhatItIsFor() throws IOException {
    TinyRun run =
        new TinyRun(folder.resolve("now"), Profile.SMOKE, "1.0.0-M2.1", "a", 7L)
            .finished(NONE, 7)
            .finished(DROPOUT_DROPBLOCK, 7);

    assertThat(accepted.check(RunFiles.readAll(run.directory()), NO_TOLERANCE))
        .allMatch(Check::held);
  }

  @Test
  void otherSettingsAreRefusedWithWhatDiffers() throws IOException {
    RunFiles now =
        RunFiles.readAll(
            new TinyRun(folder.resolve("now"), Profile.QUICK, "1", "b", 1L).directory());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> accepted.check(now, NO_TOLERANCE))
        .withMessageContainingAll(
            "protocol.images: 170 there, 1700 now", "dataFingerprint: aaa", "dropblock:baseline");
  }

  @Test
  void anUnfinishedRunIsNotAccepted() throws IOException {
    TinyRun run = TinyRun.smoke(folder.resolve("now")).finished(NONE, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.of(run.directory()))
        .withMessageContainingAll(
            "no result of resnet-34-dropout-dropblock-s1", "dropblock:reproduce");
  }

  @Test
  void anotherFileIsNoBaseline() throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"schema\": 7, \"cells\": []}");

    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("other.json is no baseline of schema 1", "dropblock:baseline");
  }

  /** A run where None gets these images wrong. */
  private List<Check> check(Tolerance tolerance, Integer... wrong) throws IOException {
    TinyRun run =
        TinyRun.smoke(folder.resolve("now"))
            .finished(NONE, 1, wrong)
            .finished(DROPOUT_DROPBLOCK, 1, 1, 2, 3, 4, 5, 6);
    return accepted.check(RunFiles.readAll(run.directory()), tolerance);
  }
}
