package io.github.dropblock.harness.analysis;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.statistics.Answers;
import io.github.dropblock.harness.statistics.Learnt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
          + " which some trainings learnt and some didn't is not judged. An arm of which none did is"
          + " said to have learnt too little if some training lies clearly above 50 %, and otherwise"
          + " not to have learnt.";

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
            "%s with %s: only %s of %s trainings have learnt enough to be judged by"
                .formatted(
                    network.title(),
                    arm.getKey(),
                    Learnt.count(arm.getValue()),
                    arm.getValue().seeds()));
      }
    }
    boolean oneIsEnough = measure == Measure.TEST_ACCURACY;
    boolean oneLearnt =
        arms.values().stream().anyMatch(answers -> Learnt.of(answers) == Learnt.ALL);
    return oneIsEnough && oneLearnt
        ? Optional.empty()
        : stuck(arms, " or ").map(arm -> network.title() + " with " + arm);
  }

  /**
   * The arms of which no training has learnt, in words: whether they guess, or know a little.
   *
   * @param arms by title
   * @param and what stands between two of them
   */
  static Optional<String> stuck(Map<String, Answers> arms, String and) {
    Map<String, List<String>> titles = new TreeMap<>();
    arms.forEach(
        (title, answers) -> {
          if (Learnt.of(answers) == Learnt.NONE) {
            String words = Learnt.guesses(answers) ? "did not learn" : "learnt too little";
            titles.computeIfAbsent(words, none -> new ArrayList<>()).add(title);
          }
        });
    return titles.entrySet().stream()
        .map(arm -> String.join(and, arm.getValue()) + " " + arm.getKey())
        .reduce((one, other) -> one + ", " + other);
  }
}
