package io.github.dropblock.harness.paper;

import static io.github.dropblock.harness.experiment.Network.ALEXNET;
import static io.github.dropblock.harness.experiment.Network.RESNET_34;
import static io.github.dropblock.harness.experiment.Network.VGG_16;
import static io.github.dropblock.harness.experiment.Regularizer.DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT;
import static io.github.dropblock.harness.experiment.Regularizer.DROPOUT_DROPBLOCK;
import static io.github.dropblock.harness.experiment.Regularizer.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.results.Measure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaperResultsTest {
  @ParameterizedTest
  @CsvSource({
    "VGG_16, NONE, 95.3",
    "VGG_16, DROPOUT, 96.2",
    "VGG_16, DROPOUT_DROPBLOCK, 97.8",
    "RESNET_34, NONE, 94.5",
    "RESNET_34, DROPOUT, 95.7",
    "RESNET_34, DROPOUT_DROPBLOCK, 97.0"
  })
  void accuraciesAreThoseOfSection3(Network network, Regularizer regularizer, double percent) {
    assertThat(PaperResults.accuracy(network, regularizer)).hasValue(percent);
  }

  @ParameterizedTest
  @EnumSource(Regularizer.class)
  void alexNetsAccuraciesAreLostWithFigure4(Regularizer regularizer) {
    assertThat(PaperResults.accuracy(ALEXNET, regularizer)).isEmpty();
  }

  @Test
  void ofAlexNetOnlyTheDistanceOfTheRegularizedArmsIsKnown() {
    assertThat(PaperResults.difference(ALEXNET, DROPOUT_DROPBLOCK, DROPOUT)).hasValue(-0.3);
    assertThat(PaperResults.difference(ALEXNET, DROPOUT_DROPBLOCK, NONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void dropBlockAloneIsNotInThePaper(Network network) {
    assertThat(PaperResults.accuracy(network, DROPBLOCK)).isEmpty();
  }

  @Test
  void differencesAreExactToTheTenth() {
    assertThat(PaperResults.difference(VGG_16, DROPOUT, NONE)).hasValue(0.9);
    assertThat(PaperResults.difference(RESNET_34, DROPOUT_DROPBLOCK, DROPOUT)).hasValue(1.3);
  }

  @Test
  void everyClaimAboutAccuracyNamesThePointsThatItIsAbout() {
    assertThat(Claim.values())
        .filteredOn(claim -> claim.statements().get(0).measure() == Measure.TEST_ACCURACY)
        .hasSize(6)
        .allSatisfy(
            claim ->
                assertThat(claim.statements())
                    .allSatisfy(
                        each ->
                            assertThat(claim.text())
                                .contains(
                                    Double.toString(
                                        Math.abs(each.stated().orElseThrow().points())))));
  }

  @Test
  void theClaimsAreTheSixteenOfTheProject() {
    assertThat(Arrays.stream(Claim.values()).map(Claim::name))
        .containsExactly(
            "A1", "A2", "A3", "A4", "A5", "A6", "S1", "S2", "S3", "V1", "V2", "V3", "L1", "L2",
            "L3", "R1");
  }
}
