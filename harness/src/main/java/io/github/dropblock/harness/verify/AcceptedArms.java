package io.github.dropblock.harness.verify;

import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.ArmAnswers;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.statistics.Answers;
import io.github.dropblock.harness.statistics.Regression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the accuracies of a run's arms to those of an accepted run, all arms together. */
final class AcceptedArms {
  private final List<AcceptedCell> accepted;
  private final RunFiles now;

  AcceptedArms(List<AcceptedCell> accepted, RunFiles now) {
    this.accepted = accepted;
    this.now = now;
  }

  /** A check for each arm of the accepted run. */
  List<Check> check(FalseAlarms falseAlarms) {
    List<Arm> arms =
        accepted.stream()
            .map(AcceptedCell::cell)
            .map(cell -> now.arm(cell.network(), cell.regularizer()))
            .distinct()
            .toList();
    List<Optional<Regression.PairedArm>> pairs = arms.stream().map(this::pair).toList();
    List<Regression.Change> changes =
        Regression.of(pairs.stream().flatMap(Optional::stream).toList());
    List<Check> checks = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < arms.size(); i++) {
      checks.add(
          pairs.get(i).isPresent()
              ? check(arms.get(i), pairs.get(i).get(), changes.get(next++), falseAlarms)
              : absent(arms.get(i)));
    }
    return List.copyOf(checks);
  }

  /** A notice for each arm of the run that was never accepted, and so is held to nothing. */
  List<Check> unknown() {
    return now.arms().stream()
        .filter(arm -> of(arm).isEmpty())
        .map(
            arm ->
                new Check(
                    what(arm),
                    "an arm of the baseline",
                    "not in it, so held to nothing",
                    Check.Mark.NOTED,
                    arm.file(Measure.TEST_ACCURACY.file())))
        .toList();
  }

  /** Absent where the run lacks a cell or its predictions. */
  private Optional<Regression.PairedArm> pair(Arm arm) {
    return arm.complete()
        ? ArmAnswers.of(arm)
            .map(ArmAnswers::answers)
            .map(answers -> new Regression.PairedArm(arm.network().id(), before(arm), answers))
        : Optional.empty();
  }

  private Answers before(Arm arm) {
    return new Answers(of(arm).stream().map(AcceptedCell::answers).toArray(boolean[][]::new));
  }

  private List<AcceptedCell> of(Arm arm) {
    return accepted.stream()
        .filter(cell -> cell.cell().network() == arm.network())
        .filter(cell -> cell.cell().regularizer() == arm.regularizer())
        .toList();
  }

  private Check check(
      Arm arm, Regression.PairedArm pair, Regression.Change change, FalseAlarms falseAlarms) {
    return new Check(
        what(arm),
        "%s, but for chance".formatted(accuracy(pair.before())),
        "%s%s; p of no fall %s"
            .formatted(accuracy(pair.now()), arm.seedsNote(), Numbers.p(change.adjusted())),
        !change.fallen(falseAlarms.rate()),
        arm.file(Measure.TEST_ACCURACY.file()));
  }

  private Check absent(Arm arm) {
    return new Check(
        what(arm),
        "%s, but for chance".formatted(accuracy(before(arm))),
        arm.complete() ? "its predictions.csv can't be read with the others'" : arm.whatIsMissing(),
        false,
        arm.file(Measure.TEST_ACCURACY.file()));
  }

  private static String what(Arm arm) {
    return arm.title() + ": testAccuracy, baseline";
  }

  private static String accuracy(Answers answers) {
    return Threshold.text(Measure.TEST_ACCURACY, answers.mean());
  }
}
