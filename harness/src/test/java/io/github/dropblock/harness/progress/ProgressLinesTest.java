package io.github.dropblock.harness.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Matrix;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.rundir.CellDirectory;
import io.github.dropblock.harness.rundir.CellFailure;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final EpochMetrics METRICS =
      new EpochMetrics(7, 2, 0.4121, 0.83, 0.3984, 0.8409, 5.21, 163.4);

  private final Locale before = Locale.getDefault();
  private final ProgressLines lines = new ProgressLines(Matrix.ofPaper());

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  private String epoch(String title, Optional<Duration> cell, Optional<Remaining> matrix) {
    return lines.epoch(title, METRICS, 18, cell, matrix);
  }

  @Test
  void anEpochIsOneLine() {
    assertThat(
            epoch(
                "resnet-34-dropout-dropblock-s1",
                Optional.of(Duration.ofSeconds(57)),
                Optional.of(new Remaining(Duration.ofSeconds(372), true))))
        .isEqualTo(
            "[6/9] resnet-34-dropout-dropblock-s1  epoch  7/18  train 0.412  val 0.398"
                + "  val acc 84.1 %  5.2 s  163 images/s  ETA cell 0:57  matrix 6:12");
  }

  @Test
  void anEpochReadsTheSameInEveryLocale() {
    String english = epoch("alexnet-none-s1", Optional.empty(), Optional.empty());
    for (Locale locale : List.of(Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
      Locale.setDefault(locale);
      assertThat(epoch("alexnet-none-s1", Optional.empty(), Optional.empty())).isEqualTo(english);
    }
  }

  @Test
  void lessThanTenImagesASecondHaveADecimal() {
    EpochMetrics slow = new EpochMetrics(7, 7, 0.412, 0.8, 0.398, 0.841, 287.5, 0.36);
    assertThat(lines.epoch("vgg-16-none-s1", slow, 18, Optional.empty(), Optional.empty()))
        .endsWith("287.5 s  0.4 images/s");
  }

  @Test
  void anEstimateThatIsNotKnownIsLeftOut() {
    assertThat(epoch("alexnet-none-s1", Optional.empty(), Optional.empty()))
        .endsWith("163 images/s");
    assertThat(
            epoch(
                "alexnet-none-s1",
                Optional.empty(),
                Optional.of(new Remaining(Duration.ofHours(2), false))))
        .endsWith("ETA matrix over 2:00:00");
  }

  @Test
  void whatIsNoCellOfTheMatrixHasNoNumberInIt() {
    assertThat(lines.started("pretraining vgg-16", 0, 6))
        .startsWith("[-/9] pretraining vgg-16")
        .endsWith("  starts, 6 epochs");
  }

  @Test
  void aResumedCellSaysFromWhere() {
    assertThat(lines.started("alexnet-none-s1", 7, 24)).endsWith("  goes on after epoch 7 of 24");
  }

  @Test
  void aFinishedCellSaysItsTestAccuracy() {
    CellResult result =
        new CellResult(1, 18, 300, 255, 0.4, 1000, 90, "CPU", List.of(), Instant.EPOCH, null);
    assertThat(lines.finished("vgg-16-none-s1", result, false))
        .startsWith("[7/9] vgg-16-none-s1")
        .endsWith("  finished  test acc 85.0 %");
    assertThat(lines.finished("vgg-16-none-s1", result, true))
        .endsWith("  was finished before  test acc 85.0 %");
  }

  @Test
  void aFailureNamesCellCodeReasonRemedyLogAndLastLines() {
    CellDirectory cell = new CellDirectory(Path.of("run", "cells", "vgg-16-none-s1"));
    CellFailure failure =
        new CellFailure(
            67, "memory ran out", List.of(Remedy.LOWER_BATCH_SIZE), List.of("boom"), Instant.EPOCH);
    assertThat(lines.failed("vgg-16-none-s1", failure, cell, remedy -> "lower the batch size"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("[7/9] vgg-16-none-s1")
                    .endsWith(
                        "  failed (exit code 67): memory ran out; lower the batch size. Log: "
                            + cell.logFile()),
            line -> assertThat(line).isEqualTo("    | boom"));
  }

  @Test
  void timesAreClockedInMinutesThenHours() {
    assertThat(ProgressLines.clock(Duration.ZERO)).isEqualTo("0:00");
    assertThat(ProgressLines.clock(Duration.ofMillis(59_600))).isEqualTo("1:00");
    assertThat(ProgressLines.clock(Duration.ofSeconds(26 * 3600 + 3 * 60 + 4)))
        .isEqualTo("26:03:04");
  }
}
