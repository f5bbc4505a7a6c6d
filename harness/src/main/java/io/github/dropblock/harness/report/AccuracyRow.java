package io.github.dropblock.harness.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.paper.PaperResults;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.Intervals;
import io.github.dropblock.harness.rundir.CellResult;
import io.github.dropblock.harness.statistics.Accuracies;
import io.github.dropblock.harness.statistics.Interval;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of the accuracy table, in words.
 *
 * @param networkRows rows of the same network if this is its first, else absent
 * @param measured absent while there is no accuracy
 * @param seeds how many are finished, and their range where there are several
 * @param gain points above None; absent while not known
 * @param superiority of pairs of seeds, how often this arm is better than None; absent with one
 *     seed
 * @param state id of the arm's state
 * @param stateTitle that in words
 */
record AccuracyRow(
    String network,
    @Nullable Integer networkRows,
    String arm,
    String regularizer,
    @JsonUnwrapped Published published,
    @JsonUnwrapped @Nullable Measured measured,
    String seeds,
    @Nullable String gain,
    @Nullable String superiority,
    String state,
    String stateTitle) {

  /**
   * The paper's.
   *
   * @param paper test accuracy, %, or why there is none
   * @param paperGain points above None, or what else the paper states
   */
  record Published(String paper, String paperGain) {
    private static Published of(Arm arm) {
      OptionalDouble paper = PaperResults.accuracy(arm.network(), arm.regularizer());
      return new Published(
          paper.isPresent()
              ? Numbers.decimals(paper.getAsDouble(), 1)
              : unstated(arm.regularizer()),
          AccuracyRow.paperGain(arm.network(), arm.regularizer()));
    }
  }

  /**
   * This run's.
   *
   * @param here test accuracy, %, mean over seeds
   * @param deviation standard deviation over seeds, points; absent with one
   * @param interval at 95 %, %
   * @param correct test images classified right, seed by seed
   */
  record Measured(
      String here, @Nullable String deviation, String interval, String correct, String testImages) {
    private static Measured of(Arm arm) {
      return new Measured(
          Numbers.percent(arm.accuracy()),
          AccuracyRow.deviation(arm),
          percent(Intervals.ofAccuracy(arm)),
          AccuracyRow.correct(arm),
          Numbers.count(arm.testImages()));
    }
  }

  static AccuracyRow of(Arm arm, Arms arms) {
    boolean first = arm.regularizer() == arms.regularizers().get(0);
    OptionalDouble gain = arm.pointsAbove(arms.arm(arm.network(), Regularizer.NONE));
    return new AccuracyRow(
        arm.network().title(),
        first ? arms.regularizers().size() : null,
        arm.regularizer().id(),
        arm.regularizer().title(),
        Published.of(arm),
        arm.measured() ? Measured.of(arm) : null,
        seeds(arm),
        isBaseline(arm) ? "baseline" : gain.isPresent() ? Numbers.points(gain.getAsDouble()) : null,
        superiority(arm, arms.arm(arm.network(), Regularizer.NONE)),
        arm.state().id(),
        arm.state().title());
  }

  private static @Nullable String deviation(Arm arm) {
    OptionalDouble deviation = Intervals.deviation(arm);
    return deviation.isPresent() ? Numbers.decimals(100 * deviation.getAsDouble(), 1) : null;
  }

  private static @Nullable String superiority(Arm arm, Arm baseline) {
    boolean several = arm.results().size() > 1 && baseline.results().size() > 1;
    return !several || isBaseline(arm)
        ? null
        : Numbers.decimals(
                100 * Accuracies.probabilityOfSuperiority(accuracies(arm), accuracies(baseline)), 0)
            + " %";
  }

  private static double[] accuracies(Arm arm) {
    return arm.results().stream().mapToDouble(CellResult::testAccuracy).toArray();
  }

  private static boolean isBaseline(Arm arm) {
    return arm.regularizer() == Regularizer.NONE;
  }

  private static String seeds(Arm arm) {
    int finished = arm.results().size();
    String count = finished + " of " + arm.cells().size();
    if (finished < 2) {
      return count;
    }
    return count + ", " + percent(Intervals.ofSeeds(arm)) + " %";
  }

  private static String percent(Interval shares) {
    return Numbers.percent(shares.low(), shares.high());
  }

  private static String correct(Arm arm) {
    return arm.results().stream()
        .map(result -> Numbers.count(result.testCorrect()))
        .collect(Collectors.joining(", "));
  }

  private static String paperGain(Network network, Regularizer regularizer) {
    if (regularizer == Regularizer.NONE) {
      return "baseline";
    }
    OptionalDouble gain = PaperResults.difference(network, regularizer, Regularizer.NONE);
    if (gain.isPresent()) {
      return Numbers.points(gain.getAsDouble());
    }
    OptionalDouble overDropout = PaperResults.difference(network, regularizer, Regularizer.DROPOUT);
    return overDropout.isPresent()
        ? "Dropout " + Numbers.points(overDropout.getAsDouble())
        : unstated(regularizer);
  }

  private static String unstated(Regularizer regularizer) {
    return regularizer.inPaper() ? "not stated" : "not in the paper";
  }
}
