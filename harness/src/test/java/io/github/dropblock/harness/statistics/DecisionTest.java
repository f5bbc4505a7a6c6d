package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.statistics.Decision.ClaimPart;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes in points: 2.5 are stated, and the original could have seen 0.8. */
class DecisionTest {
  @Test
  void theStatedEffectIsReproduced() {
    assertThat(verdict(part(2.2, 0.4))).isEqualTo(Verdict.REPRODUCED);
  }

  @Test
  void anEffectWhoseIntervalEndsBelowTheStatedSizeIsSmaller() {
    // +0.5 (0.1 to 0.8) for a stated 2.5: green until now.
    assertThat(verdict(part(0.45, 0.17))).isEqualTo(Verdict.SMALLER);
  }

  @Test
  void anEffectOfTheOtherSignIsOpposite() {
    assertThat(verdict(part(-1.5, 0.4))).isEqualTo(Verdict.OPPOSITE);
  }

  @Test
  void anIntervalBelowWhatTheOriginalCouldSeeSaysThatThereIsNoSuchEffect() {
    // +0.1 (−0.3 to +0.5) excludes 2.5: inconclusive until now.
    assertThat(verdict(part(0.1, 0.2))).isEqualTo(Verdict.NO_SUCH_EFFECT);
  }

  @Test
  void anIntervalThatHoldsNoneAndTheStatedIsInconclusive() {
    assertThat(verdict(part(1, 1))).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void anIntervalThatHoldsTheStatedSizeNeverSpeaksAgainstIt() {
    // Where 0.3 is stated and the original could not have seen less than 0.9.
    ClaimPart part = ClaimPart.size(new Estimate(0, 0.01, 100, 0.01), 0.3, 0.9);
    assertThat(part.estimate().interval().high()).isBetween(0.27, 0.29);
    assertThat(verdict(part)).isEqualTo(Verdict.NO_SUCH_EFFECT);
    ClaimPart wider = ClaimPart.size(new Estimate(0, 0.02, 100, 0.02), 0.3, 0.9);
    assertThat(wider.estimate().interval().high()).isBetween(0.3, 0.9);
    assertThat(verdict(wider)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void withoutAStatedSizeThereIsNeitherSmallerNorNoSuchEffect() {
    assertThat(verdict(ClaimPart.direction(estimate(0.1, 0.01)))).isEqualTo(Verdict.REPRODUCED);
    assertThat(verdict(ClaimPart.direction(estimate(-0.1, 0.01)))).isEqualTo(Verdict.OPPOSITE);
    assertThat(verdict(ClaimPart.direction(estimate(0.001, 0.01)))).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aClaimNeedsAllOfItsParts() {
    ClaimPart sure = part(2.5, 0.4);
    ClaimPart unsure = part(1, 1);
    assertThat(Decision.p(List.of(sure, unsure))).isEqualTo(unsure.estimate().p());
    assertThat(verdict(sure, unsure)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(sure, part(0.6, 0.2))).isEqualTo(Verdict.SMALLER);
    assertThat(verdict(sure, part(0.1, 0.2))).isEqualTo(Verdict.NO_SUCH_EFFECT);
  }

  @Test
  void onePartOfTheOtherSignSufficesAgainstAClaimAtTwiceItsP() {
    ClaimPart sure = part(2.5, 0.4);
    ClaimPart wrong = part(-1, 0.4);
    assertThat(Decision.p(List.of(sure, wrong))).isEqualTo(2 * wrong.estimate().p());
    assertThat(verdict(sure, wrong)).isEqualTo(Verdict.OPPOSITE);
  }

  @Test
  void whatIsNotSignificantAfterCorrectionForManyClaimsIsNotReproduced() {
    ClaimPart part = part(2.5, 0.9);
    assertThat(part.estimate().p()).isLessThan(0.05);
    assertThat(Decision.verdict(List.of(part), 0.06)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void claimsOnManyDirectionsThatDoNotDifferAreRarelyDecided() {
    var random = new java.util.Random(1);
    int decided = 0;
    for (int i = 0; i < 4000; i++) {
      // Two parts share an arm, as "beats A and B" does.
      double own = random.nextGaussian();
      ClaimPart first =
          ClaimPart.direction(estimate((own + random.nextGaussian()) / Math.sqrt(2), 1));
      ClaimPart second =
          ClaimPart.direction(estimate((own + random.nextGaussian()) / Math.sqrt(2), 1));
      decided += verdict(first, second).conclusive() ? 1 : 0;
    }
    assertThat(decided / 4000.0).isLessThan(0.05);
  }

  private static Verdict verdict(ClaimPart... parts) {
    return Decision.verdict(List.of(parts), Decision.p(List.of(parts)));
  }

  private static ClaimPart part(double effect, double error) {
    return ClaimPart.size(estimate(effect, error), 2.5, 0.8);
  }

  private static Estimate estimate(double effect, double error) {
    return new Estimate(effect, 0, 1, error * error);
  }
}
