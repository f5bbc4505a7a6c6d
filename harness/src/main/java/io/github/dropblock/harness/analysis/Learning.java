package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.results.CellFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When trainings have learnt enough to tell one regularizer from another.
 *
 * <p>It looks at the compared trainings together and treats both arms alike. Where the arms don't
 * differ, exchanging them changes nothing that it sees, so that among the comparisons that it lets
 * pass either arm is as often ahead as the other: McNemar's test keeps its level, and no verdict is
 * favoured.
 *
 * @param full epochs of the training that claims are about, by network; a network without them may
 *     be trained for as few as one likes
 */
public record Learning(Map<Network, Integer> full) {
  /** The part of the full training that is enough: one in so many epochs. */
  private static final int PART = 10;

  /** What the mean test accuracy must exceed, a share. Guessing reaches 0.5. */
  private static final double GUESSING = 0.6;

  /** The rule in sentences. */
  public static final String RULE =
      "A claim is judged only by trainings that have learnt: each ran for at least a tenth of the"
          + " paper's epochs, and together they do clearly better than guessing, that is, the lower"
          + " end of Wilson's 95 % interval of their mean test accuracy (both arms, all seeds; as"
          + " many trials as there are test images) lies above 60 %. From 50 % that is four times"
          + " the largest gain that the paper states. Else the claim is inconclusive. Both arms"
          + " count alike, so that the rule favours neither.";

  public Learning {
    full = Map.copyOf(full);
  }

  /**
   * Why trainings of a network can't be judged by, in words; absent if they can.
   *
   * @param trainings of both arms, with every seed that they share
   */
  Optional<String> lacking(List<CellFiles> trainings) {
    return tooShort(trainings).or(() -> guessing(trainings));
  }

  private Optional<String> tooShort(List<CellFiles> trainings) {
    int needed = full.getOrDefault(trainings.get(0).cell().network(), 0);
    int epochs = trainings.stream().mapToInt(each -> each.metrics().size()).min().orElse(0);
    return epochs * PART >= needed
        ? Optional.empty()
        : Optional.of(
            "%d epochs of training are less than a tenth of the paper's %d"
                .formatted(epochs, needed));
  }

  /** Per cent of the test images classified right; absent without predictions. */
  static OptionalDouble accuracy(CellFiles training) {
    return training.predictions().stream().mapToDouble(each -> each.correct() ? 100 : 0).average();
  }

  private static Optional<String> guessing(List<CellFiles> trainings) {
    OptionalDouble accuracy =
        trainings.stream().flatMapToDouble(each -> accuracy(each).stream()).average();
    int images = trainings.stream().mapToInt(each -> each.predictions().size()).min().orElse(0);
    if (images == 0) {
      return Optional.of("a predictions.csv is missing, so nobody knows whether it learnt");
    }
    double share = accuracy.orElseThrow() / 100;
    Interval interval = Intervals.wilson((int) Math.round(share * images), images);
    return interval.low() > GUESSING
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "a mean test accuracy of %.1f %% (%.1f to %.1f) is not clearly above guessing",
                100 * share,
                100 * interval.low(),
                100 * interval.high()));
  }
}
