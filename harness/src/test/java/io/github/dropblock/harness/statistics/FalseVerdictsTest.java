package io.github.dropblock.harness.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dropblock.harness.statistics.FalseVerdicts.AlikeArms;
import io.github.dropblock.harness.statistics.FalseVerdicts.ArmPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class FalseVerdictsTest {
  private static final List<List<ArmPair>> CLAIMS =
      List.of(List.of(new ArmPair(0, 1, 0)), List.of(new ArmPair(0, 2, 0)));

  /** Reports keep a rate by its basis: where the rate changes, the basis must too. */
  @Test
  void anotherRateForTheSameInputsNeedsAnotherModelNumber() {
    List<AlikeArms> groups = List.of(new AlikeArms(0.93, 0.01, 300, List.of(3, 3, 3)));

    assertThat(FalseVerdicts.rate(groups, CLAIMS)).as("raise MODEL with it").isEqualTo(0.05375);
    assertThat(FalseVerdicts.basis(groups, CLAIMS)).startsWith("model 3, 4000 runs");
  }

  @Test
  void whateverTheRateDependsOnIsInItsBasis() {
    AlikeArms group = new AlikeArms(0.93, 0.01, 300, List.of(3, 3));
    String basis = FalseVerdicts.basis(List.of(group), CLAIMS);

    assertThat(
            List.of(
                new AlikeArms(0.931, 0.01, 300, List.of(3, 3)),
                new AlikeArms(0.93, 0.011, 300, List.of(3, 3)),
                new AlikeArms(0.93, 0.01, 301, List.of(3, 3)),
                new AlikeArms(0.93, 0.01, 300, List.of(3, 4))))
        .allSatisfy(
            other -> assertThat(FalseVerdicts.basis(List.of(other), CLAIMS)).isNotEqualTo(basis));
    assertThat(FalseVerdicts.basis(List.of(group), CLAIMS.subList(0, 1))).isNotEqualTo(basis);
  }
}
