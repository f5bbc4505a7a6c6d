package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.statistics.Rates.Setting;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** False alarms and power of the model for accuracies; docs/verdicts.md has the table. */
class AccuraciesSimulationTest {
  private static final int DRAWS = Rates.LONG ? 4000 : 1000;

  static Stream<Setting> settings() {
    List<Integer> images = Rates.LONG ? List.of(300, 1000, 3000) : List.of(300, 1000);
    return images.stream()
        .flatMap(
            each ->
                Stream.of(2, 3, 5)
                    .flatMap(
                        seeds ->
                            Stream.of(0.0, 0.8, 2.0)
                                .map(scatter -> new Setting(each, seeds, scatter, 0))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void armsThatDoNotDifferAreToldApartInFourToSixOfAHundred(Setting setting) {
    assertThat(setting.of(DRAWS, Rates::told)).isBetween(0.03, 0.07);
  }

  @Test
  void theOldRuleToldThemApartInEveryThirdRunHoweverManySeeds() {
    for (int seeds : List.of(1, 3, 5)) {
      assertThat(new Setting(1000, seeds, 2, 0).of(200, Rates::toldBefore)).isGreaterThan(0.33);
    }
  }

  @Test
  void seedsThatGoTogetherNeverMakeMoreFalseAlarms() {
    for (int seeds : List.of(3, 5, 10)) {
      assertThat(new Setting(300, seeds, 2, 2, 0, 0.7).of(1000, Rates::told)).isLessThan(0.06);
    }
  }

  /**
   * The scatter is pooled, as in the model's source. Where one arm's trainings scatter more, as
   * those with DropBlock do in docs/results, there are more false alarms, fewer with more seeds.
   */
  @Test
  void armsOfUnequalScatterAreToldApartSomewhatMoreOften() {
    assertThat(new Setting(1000, 3, 2, 0.8, 0, 0).of(DRAWS, Rates::told)).isLessThan(0.1);
    assertThat(new Setting(1000, 5, 2, 0.8, 0, 0).of(DRAWS, Rates::told)).isLessThan(0.08);
    assertThat(new Setting(1000, 5, 4, 1, 0, 0).of(DRAWS, Rates::told)).isLessThan(0.1);
  }

  /** No such effect: of 100 runs that measure an effect of the limit's size, 2.5 may say it. */
  @Test
  void anEffectAsLargeAsTheLimitIsRarelyDeniedAndNoneOftenIs() {
    assertThat(new Setting(3000, 5, 0.3, 0.8).of(1000, denied(0.8))).isBetween(0.01, 0.04);
    assertThat(new Setting(3000, 5, 0.3, 0).of(300, denied(0.8))).isGreaterThan(0.65);
  }

  private static BiPredicate<Answers, Answers> denied(double limit) {
    return (arm, baseline) -> {
      List<Decision.ClaimPart> claim =
          List.of(
              Decision.ClaimPart.size(
                  Accuracies.difference(arm, baseline, true).times(100), 2.5, limit));
      return Decision.verdict(claim, Decision.p(claim)) == Verdict.NO_SUCH_EFFECT;
    };
  }

  @Test
  void intervalsCoverWhatTheySay() {
    for (int seeds : List.of(2, 3, 5)) {
      double covered =
          new Setting(1000, seeds, 0.8, 1)
              .of(
                  4000,
                  (arm, baseline) ->
                      Accuracies.difference(arm, baseline, true).interval().contains(0.01));
      assertThat(covered).isBetween(0.93, 0.97);
    }
  }

  @Test
  void theDetectableEffectIsFoundEightTimesOfTen() {
    for (int seeds : List.of(3, 5)) {
      Setting none = new Setting(1000, seeds, 0.8, 0);
      double[] sum = new double[1];
      none.of(
          300,
          (arm, baseline) -> {
            double error = Accuracies.difference(arm, baseline, true).standardError();
            sum[0] += error * error;
            return true;
          });
      Estimate typical = new Estimate(0, sum[0] / 300, 2.0 * (seeds - 1), 0);
      double points = 100 * typical.detectable();
      assertThat(new Setting(1000, seeds, 0.8, points).of(600, Rates::told)).isBetween(0.75, 0.87);
    }
  }

  @Test
  void aRunLikeTheOneAtHandGivesFewFalseVerdicts() {
    List<FalseVerdicts.AlikeArms> groups =
        List.of(
            new FalseVerdicts.AlikeArms(0.93, 0.012, 300, List.of(3, 3, 3)),
            new FalseVerdicts.AlikeArms(0.96, 0.009, 300, List.of(3, 3, 3)));
    List<List<FalseVerdicts.ArmPair>> claims =
        List.of(
            List.of(new FalseVerdicts.ArmPair(0, 2, 0)),
            List.of(new FalseVerdicts.ArmPair(0, 1, 0)),
            List.of(new FalseVerdicts.ArmPair(1, 2, 0)),
            List.of(new FalseVerdicts.ArmPair(0, 2, 1), new FalseVerdicts.ArmPair(1, 2, 1)));
    assertThat(FalseVerdicts.rate(groups, claims)).isBetween(0.005, 0.1);
  }

  @Test
  @EnabledIfSystemProperty(named = "simulations.long", matches = "true")
  void printsTheTableOfUnequalScatter() {
    System.out.println("| scatter, points | 2 seeds | 3 seeds | 5 seeds | 10 seeds |");
    System.out.println("|---|--:|--:|--:|--:|");
    for (double[] scatter : new double[][] {{2, 2}, {2, 0.8}, {4, 1}, {4, 0}}) {
      StringBuilder line = new StringBuilder("| %s and %s |".formatted(scatter[0], scatter[1]));
      for (int seeds : List.of(2, 3, 5, 10)) {
        double rate = new Setting(1000, seeds, scatter[0], scatter[1], 0, 0).of(DRAWS, Rates::told);
        line.append(String.format(Locale.ROOT, " %.1f %% |", 100 * rate));
      }
      System.out.println(line);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "simulations.long", matches = "true")
  void printsTheTable() {
    System.out.println(
        "| images | scatter, points | seeds | false alarms | before | +0.8 | +1.6 | +2.5 |");
    System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (int images : List.of(300, 1000, 3000)) {
      for (double scatter : List.of(0.0, 0.8, 2.0)) {
        for (int seeds : List.of(1, 2, 3, 5, 10)) {
          ToDoubleFunction<Double> found =
              effect ->
                  seeds == 1
                      ? Double.NaN
                      : new Setting(images, seeds, scatter, effect)
                          .of(effect == 0 ? DRAWS : DRAWS / 4, Rates::told);
          System.out.printf(
              Locale.ROOT,
              "| %d | %.1f | %d | %.1f %% | %.0f %% | %.0f %% | %.0f %% | %.0f %% |%n",
              images,
              scatter,
              seeds,
              100 * found.applyAsDouble(0.0),
              100 * new Setting(images, seeds, scatter, 0).of(DRAWS / 4, Rates::toldBefore),
              100 * found.applyAsDouble(0.8),
              100 * found.applyAsDouble(1.6),
              100 * found.applyAsDouble(2.5));
        }
      }
    }
  }
}
