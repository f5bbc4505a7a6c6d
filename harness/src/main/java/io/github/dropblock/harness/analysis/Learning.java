package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.statistics.Answers;
import io.github.dropblock.harness.statistics.Learnt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When trainings have learnt enough to tell one regularizer from another.
 *
 * @param full epochs of the training that claims are about, by network; a network without them may
 *     be trained for as few as one likes
 */
public record Learning(Map<Network, Integer> full) {
  /** The part of the full training that is enough: one in so many epochs. */
  private static final int PART = 10;

  /** The rule in sentences. */
  public static final String RULE =
      "A claim is judged only by trainings that ran for at least a tenth of the paper's epochs, and"
          + " that have learnt: the lower end of Wilson's 95 % interval of a training's test accuracy"
          + " lies above 60 %; from 50 %, which guessing scores, that is four times the largest gain"
          + " that the paper states. For losses and epochs all trainings of each arm must have"
          + " learnt, since the loss of a network that learnt nothing lies still. For accuracies an"
          + " arm that is stuck counts if the other has learnt: then that is the result. An arm of"
          + " which some trainings learnt and some didn't is not judged.";

  public Learning {
    full = Map.copyOf(full);
  }

  /** Why trainings of a network are too short to be judged by, in words; absent if they aren't. */
  Optional<String> tooShort(Network network, List<CellFiles> trainings) {
    int needed = full.getOrDefault(network, 0);
    int epochs = trainings.stream().mapToInt(each -> each.metrics().size()).min().orElse(0);
    return epochs * PART >= needed
        ? Optional.empty()
        : Optional.of(
            "%s: %s epochs of training are less than a tenth of the paper's %s"
                .formatted(network.title(), epochs, needed));
  }

  /**
   * Why a measure can't be judged by arms of which some trainings have not learnt, in words; absent
   * if it can.
   *
   * @param arms by title, one or two
   */
  static Optional<String> lacking(Measure measure, Network network, Map<String, Answers> arms) {
    for (Map.Entry<String, Answers> arm : arms.entrySet()) {
      if (Learnt.of(arm.getValue()) == Learnt.SOME) {
        return Optional.of(
            "%s with %s: some trainings learnt and some did not"
                .formatted(network.title(), arm.getKey()));
      }
    }
    List<String> stuck = stuck(arms);
    boolean judged =
        stuck.isEmpty() || measure == Measure.TEST_ACCURACY && stuck.size() < arms.size();
    return judged
        ? Optional.empty()
        : Optional.of(
            "%s with %s did not learn".formatted(network.title(), String.join(" or ", stuck)));
  }

  /** Titles of the arms of which no training has learnt. */
  static List<String> stuck(Map<String, Answers> arms) {
    return arms.entrySet().stream()
        .filter(arm -> Learnt.of(arm.getValue()) == Learnt.NONE)
        .map(Map.Entry::getKey)
        .toList();
  }
}
