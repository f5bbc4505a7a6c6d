package io.github.dropblock.harness.report;

import io.github.dropblock.harness.analysis.Effect;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.ArmAnswers;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.statistics.Answers;
import io.github.dropblock.harness.statistics.Estimate;
import io.github.dropblock.harness.statistics.Factorial;
import io.github.dropblock.harness.statistics.Learnt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Dropout, DropBlock and the two together do to a network's accuracy, each with its interval,
 * points.
 */
record CombinationRow(Network network, Estimate dropout, Estimate dropblock, Estimate interaction) {

  /** In words; points, without saying so. */
  record CombinationWords(String network, String dropout, String dropblock, String interaction) {}

  /** Of the networks of which all four arms have two finished seeds that have learnt. */
  static List<CombinationRow> all(Arms arms) {
    return arms.networks().stream().flatMap(network -> of(network, arms).stream()).toList();
  }

  CombinationWords text() {
    return new CombinationWords(
        network.title(), words(dropout), words(dropblock), words(interaction));
  }

  private static Optional<CombinationRow> of(Network network, Arms arms) {
    List<Answers> answers = new ArrayList<>();
    List<String> images = null;
    for (Regularizer each :
        List.of(
            Regularizer.NONE,
            Regularizer.DROPOUT,
            Regularizer.DROPBLOCK,
            Regularizer.DROPOUT_DROPBLOCK)) {
      Arm arm = arms.arm(network, each);
      Optional<ArmAnswers> own = ArmAnswers.of(arm);
      if (own.isEmpty() || (images != null && !own.get().images().equals(images))) {
        return Optional.empty();
      }
      images = own.get().images();
      answers.add(own.get().answers());
    }
    boolean judged =
        answers.stream().allMatch(each -> each.seeds() > 1 && Learnt.of(each) == Learnt.ALL);
    if (!judged) {
      return Optional.empty();
    }
    Factorial found = Factorial.of(answers.get(0), answers.get(1), answers.get(2), answers.get(3));
    return Optional.of(
        new CombinationRow(
            network,
            found.first().times(100),
            found.second().times(100),
            found.interaction().times(100)));
  }

  private static String words(Estimate estimate) {
    return "%s (%s)"
        .formatted(Numbers.points(estimate.effect()), Effect.DIFFERENCE.words(estimate.interval()));
  }
}
