package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * The worked example of the field: Van Dyke et al. 1993, two tests read by five readers. Readers'
 * areas below the curve: Chakraborty, "The RJafroc Book"; covariances and results: README of
 * MRMCaov (Smith and Hillis 2020), which prints them from an implementation of its own.
 */
class VanDykeTest {
  private static final double[][] AREAS = {
    {0.91964573, 0.85877617, 0.90386473, 0.97310789, 0.82979066},
    {0.94782609, 0.90531401, 0.92173913, 0.99935588, 0.92995169}
  };
  private static final double COV2 = 0.0003440748;
  private static final double COV3 = 0.0002390284;

  @Test
  void theDifferenceOfTheTestsIsThePublishedOne() {
    Estimate found = Contrast.DIFFERENCE.paired(AREAS, 2 * (COV2 - COV3), 0);
    assertThat(found.effect()).isCloseTo(-0.04380032, within(1e-8));
    assertThat(found.standardError()).isCloseTo(0.02074862, within(1e-8));
    assertThat(found.degrees()).isCloseTo(15.25967, within(1e-4));
    assertThat(found.p()).isCloseTo(0.05166569, within(1e-7));
    assertThat(found.interval().low()).isCloseTo(-0.0879594986, within(1e-7));
    assertThat(found.interval().high()).isCloseTo(0.0003588544, within(1e-7));
  }

  @Test
  void theMeanOfATestIsThePublishedOne() {
    double meanSquare = Contrast.squares(AREAS[0]) / 4;
    assertThat(meanSquare).isCloseTo(0.003082629, within(1e-8));
    Estimate found = new Estimate(Contrast.mean(AREAS[0]), meanSquare / 5, 4, 0.0004839618);
    assertThat(found.degrees()).isCloseTo(12.74465, within(1e-4));
    assertThat(found.standardError()).isCloseTo(0.03317360, within(1e-7));
    assertThat(found.interval().low()).isCloseTo(0.8252236, within(1e-6));
    assertThat(found.interval().high()).isCloseTo(0.9688505, within(1e-6));
  }
}
