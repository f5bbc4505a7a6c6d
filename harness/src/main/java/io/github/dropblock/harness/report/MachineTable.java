package io.github.dropblock.harness.report;

import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.KindDifference;
import io.github.dropblock.harness.results.MachineKind;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.rundir.Machine;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run's cells were trained on, and whether it shows in their accuracies.
 *
 * @param kinds a row each
 * @param differences of arms that were trained on two kinds
 * @param conclusion in a sentence; absent where all cells are of one kind
 */
record MachineTable(
    List<KindRow> kinds, List<KindContrast> differences, @Nullable String conclusion) {

  /**
   * A kind of machine.
   *
   * @param letter that it is called by
   */
  record KindRow(
      String letter, String processor, String backend, String os, String java, String cells) {}

  /**
   * Two kinds held against each other.
   *
   * @param kinds as {@code B less A}
   * @param seeds as {@code 2 and 3}
   * @param interval absent where the seeds are too few
   */
  record KindContrast(
      String network,
      String regularizer,
      String kinds,
      String seeds,
      String points,
      @Nullable String interval) {}

  static MachineTable of(RunFiles files, Arms arms) {
    List<MachineKind> kinds = MachineKind.all(files);
    List<KindDifference> differences = KindDifference.all(arms, kinds);
    return new MachineTable(
        IntStream.range(0, kinds.size())
            .mapToObj(i -> row(letter(i), kinds.get(i), files))
            .toList(),
        differences.stream().map(each -> difference(each, kinds)).toList(),
        kinds.size() < 2 ? null : conclusion(differences));
  }

  private static KindRow row(String letter, MachineKind kind, RunFiles files) {
    List<CellResult> trained = kind.trained(files);
    return new KindRow(
        letter,
        kind.processor().orElse("not recorded"),
        kind.backend() + kind.step().map(step -> "; step: " + step).orElse(""),
        all(trained, Machine::os),
        all(trained, Machine::java),
        Numbers.count(trained.size()));
  }

  private static String all(List<CellResult> trained, Function<Machine, String> what) {
    String found =
        trained.stream()
            .map(CellResult::machine)
            .filter(Objects::nonNull)
            .map(what)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining("; "));
    return found.isEmpty() ? "not recorded" : found;
  }

  private static KindContrast difference(KindDifference each, List<MachineKind> kinds) {
    return new KindContrast(
        each.arm().network().title(),
        each.arm().regularizer().title(),
        letter(kinds.indexOf(each.second())) + " less " + letter(kinds.indexOf(each.first())),
        each.secondSeeds() + " and " + each.firstSeeds(),
        Numbers.signed(each.points(), 2),
        each.estimate()
            .map(estimate -> estimate.interval())
            .map(range -> Numbers.signed(range.low(), 2) + " to " + Numbers.signed(range.high(), 2))
            .orElse(null));
  }

  private static String conclusion(List<KindDifference> differences) {
    long intervals = differences.stream().filter(each -> each.estimate().isPresent()).count();
    if (intervals == 0) {
      return "No network with a regularizer has finished seeds enough on two kinds of machine (three"
          + " in all), so whether the machine shows in the accuracies is not known.";
    }
    long apart = differences.stream().filter(MachineTable::apart).count();
    return (apart == 0 ? "None" : Numbers.count(apart))
        + " of "
        + Numbers.count(intervals)
        + (intervals == 1 ? " interval leaves 0 out" : " intervals leave 0 out")
        + "; chance alone makes 1 of 20 do so.";
  }

  private static boolean apart(KindDifference each) {
    return each.estimate().isPresent() && !each.estimate().get().interval().contains(0);
  }

  /** A to Z, then AA, AB and so on. */
  private static String letter(int index) {
    return (index < 26 ? "" : letter(index / 26 - 1)) + (char) ('A' + index % 26);
  }
}
