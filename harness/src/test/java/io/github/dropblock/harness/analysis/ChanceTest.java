package io.github.dropblock.harness.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
  /** Student, Biometrika 6 (1908): extra hours of sleep; t = −4.0621, 9 degrees of freedom. */
  @Test
  void studentsTestIsThatOfHisSleepData() {
    double[] differences = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    assertThat(Chance.studentsP(differences)).isCloseTo(0.002833, within(5e-7));
  }

  @Test
  void seedsThatDoNotDifferDoNotTellWhatChanceDoes() {
    assertThat(Chance.studentsP(new double[] {-3, -3, -3})).isEqualTo(1);
  }

  /** The worked example of Holm's method in the Wikipedia article of that name. */
  @Test
  void holmsCorrectionIsThatOfAWorkedExample() {
    List<Double> adjusted = Chance.holm(List.of(0.01, 0.04, 0.03, 0.005));

    assertThat(adjusted)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(0.03, 0.06, 0.06, 0.02);
  }

  @Test
  void aCorrectedProbabilityStaysOne() {
    assertThat(Chance.holm(List.of(0.9, 0.8))).containsExactly(1.0, 1.0);
  }

  /** Of two seeds, a quarter of all resamples holds the one twice, a quarter the other. */
  @Test
  void twoSeedsSpanTheirInterval() {
    assertThat(Chance.overSeeds(new double[] {-0.2, 0.5})).isEqualTo(new Interval(-0.2, 0.5));
  }

  /** Agrees with the normal approximation, which holds with so many images. */
  @Test
  void anIntervalOverImagesIsThatOfTheirMean() {
    int[] balance = IntStream.range(0, 3000).map(i -> i < 150 ? 1 : i < 225 ? -1 : 0).toArray();
    double mean = 75 / 3000.0;
    double error = Math.sqrt((225 / 3000.0 - mean * mean) / 3000);

    Interval interval = Chance.overSeedsAndImages(List.of(balance));

    assertThat(interval.low()).isCloseTo(100 * (mean - 1.96 * error), within(0.08));
    assertThat(interval.high()).isCloseTo(100 * (mean + 1.96 * error), within(0.08));
  }

  @Test
  void seedsThatDisagreeWidenTheInterval() {
    int[] better = balance(90, 10);
    int[] worse = balance(10, 90);
    int[] even = balance(50, 50);

    assertThat(Chance.overSeedsAndImages(List.of(better, worse)).halfWidth())
        .isGreaterThan(Chance.overSeedsAndImages(List.of(even, even)).halfWidth());
  }

  @Test
  void theSameSeedsGiveTheSameInterval() {
    double[] values = {0.1, 0.4, -0.3, 0.2, 0.25};

    assertThat(Chance.overSeeds(values)).isEqualTo(Chance.overSeeds(values));
  }

  private static int[] balance(int forArm, int forBaseline) {
    int[] balance = new int[1000];
    Arrays.fill(balance, 0, forArm, 1);
    Arrays.fill(balance, forArm, forArm + forBaseline, -1);
    return balance;
  }
}
