package io.github.dropblock.harness.report;

import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dropblock.harness.analysis.Finding;
import io.github.dropblock.harness.analysis.Judgement;
import io.github.dropblock.harness.experiment.Cell;
import io.github.dropblock.harness.experiment.Profile;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.paper.Claim;
import io.github.dropblock.harness.remedy.Remedy;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.RunFolder;
import io.github.dropblock.harness.rundir.EpochMetrics;
import io.github.dropblock.harness.statistics.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V2, that ResNet-34's loss falls fastest with both, on straight descents of known lengths. */
class DescentFactorTest {
  private static final double LN_2 = Math.log(2);
  private static final int EPOCHS = 60;

  /** Student's t, 97.5 %, 4 degrees of freedom: three seeds and three. */
  private static final double T_4 = 2.776445;

  @TempDir Path folder;

  @Test
  void halfTheEpochsAreAFactorOfOneHalfWithItsIntervalOnLogarithms() throws IOException {
    RunFolder run = begin();
    descents(run, NONE, 0.2, 36, 40, 44);
    descents(run, DROPOUT, 0.2, 36, 40, 44);
    descents(run, DROPOUT_DROPBLOCK, 0.2, 18, 20, 22);

    Judgement<Claim> claim = claim(run);

    // The scatter of ln 36, ln 40 and ln 44 is that of ln 18, ln 20 and ln 22.
    double mean = Math.log(36.0 * 40 * 44) / 3;
    double squares =
        IntStream.of(36, 40, 44).mapToDouble(each -> Math.pow(Math.log(each) - mean, 2)).sum();
    double reach = T_4 * Math.sqrt(squares / 2 * (2.0 / 3));
    assertThat(claim.findings()).hasSize(2);
    for (Finding part : claim.findings()) {
      assertThat(part.effect().orElseThrow()).isCloseTo(0.5, within(1e-9));
      assertThat(part.interval().orElseThrow().low())
          .isCloseTo(0.5 * Math.exp(-reach), within(1e-6));
      assertThat(part.interval().orElseThrow().high())
          .isCloseTo(0.5 * Math.exp(reach), within(1e-6));
    }
    assertThat(claim.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(page(run)).contains("0.50 times (0.40 to 0.63)");
  }

  /** By epochs to a common loss the deeper arm would look much faster. */
  @Test
  void aFloorAtHalfTheLossReachedInTheSameTimeIsAFactorOfOne() throws IOException {
    RunFolder run = begin();
    descents(run, NONE, 0.4, 30, 40, 50);
    descents(run, DROPOUT, 0.3, 30, 40, 50);
    descents(run, DROPOUT_DROPBLOCK, 0.2, 30, 40, 50);

    assertThat(claim(run).findings())
        .allSatisfy(part -> assertThat(part.effect().orElseThrow()).isCloseTo(1, within(1e-9)));
    assertThat(claim(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(page(run)).contains("1.00 times (");
  }

  @Test
  void twiceTheEpochsSpeakAgainstTheClaim() throws IOException {
    RunFolder run = begin();
    descents(run, NONE, 0.2, 18, 20, 22);
    descents(run, DROPOUT, 0.2, 18, 20, 22);
    descents(run, DROPOUT_DROPBLOCK, 0.2, 36, 40, 44);

    assertThat(claim(run).verdict()).isEqualTo(Verdict.OPPOSITE);
    assertThat(page(run)).contains("2.00 times (1.59 to 2.51)");
  }

  private RunFolder begin() throws IOException {
    return new RunFolder(folder)
        .profile(Profile.PHOTOS)
        .paperPhotos()
        .matrix(List.of(RESNET_34), List.of(NONE, DROPOUT, DROPOUT_DROPBLOCK), List.of(1L, 2L, 3L))
        .begin();
  }

  /** A seed each, whose validation loss falls in a straight line from ln 2 for so many epochs. */
  private static void descents(RunFolder run, Regularizer regularizer, double floor, int... lengths)
      throws IOException {
    for (int i = 0; i < lengths.length; i++) {
      Cell cell = new Cell(RESNET_34, regularizer, i + 1);
      int length = lengths[i];
      run.finished(cell, 2800 + 5 * i, floor);
      run.files(cell)
          .replaceMetrics(
              IntStream.rangeClosed(1, EPOCHS)
                  .mapToObj(epoch -> row(epoch, floor, (double) epoch / length))
                  .toList());
    }
  }

  private static EpochMetrics row(int epoch, double floor, double way) {
    double loss = LN_2 - (LN_2 - floor) * Math.min(1, way);
    return new EpochMetrics(epoch, epoch <= 10 ? 1 : 2, loss, 0.9, loss, 0.9, 1, 100);
  }

  private static Judgement<Claim> claim(RunFolder run) throws IOException {
    return Findings.of(RunFiles.read(run.directory)).judgements().get(Claim.V2.ordinal());
  }

  private static String page(RunFolder run) throws IOException {
    return Files.readString(Report.render(run.directory, Optional.empty(), Remedy::name));
  }
}
