package io.github.dropblock.harness.statistics;

import java.util.List;

/**
 * Whether combining two factors helps, from the four arms with and without each: the 2 × 2
 * factorial.
 *
 * @param first effect of the first factor, mean of without and with the second
 * @param second effect of the second factor, mean of without and with the first
 * @param interaction how much more the first does with the second than without: what the two
 *     together do beyond the sum of what each does alone
 */
public record Factorial(Estimate first, Estimate second, Estimate interaction) {
  private static final Contrast FIRST = new Contrast(-0.5, 0.5, -0.5, 0.5);
  private static final Contrast SECOND = new Contrast(-0.5, -0.5, 0.5, 0.5);
  private static final Contrast INTERACTION = new Contrast(1, -1, -1, 1);

  /** Effects on accuracies, by the model of {@link Accuracies}, seeds nested in arms. */
  public static Factorial of(Answers neither, Answers first, Answers second, Answers both) {
    List<Answers> arms = List.of(neither, first, second, both);
    return new Factorial(
        Accuracies.of(FIRST, arms, false),
        Accuracies.of(SECOND, arms, false),
        Accuracies.of(INTERACTION, arms, false));
  }
}
