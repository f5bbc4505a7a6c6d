package io.github.dropblock.harness.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.CellState;
import io.github.dropblock.harness.results.Intervals;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.results.Trainings;
import io.github.dropblock.harness.rundir.RunRecord;
import io.github.dropblock.harness.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison's templates show, in words. A value that isn't there is absent.
 *
 * @param caveats what must be known before the runs are compared
 * @param settings in which the runs differ
 */
record ComparisonModel(
    String headline,
    List<String> caveats,
    List<Run> runs,
    List<Setting> settings,
    List<ArmTable> arms) {

  /**
   * A run.
   *
   * @param letter that stands for it in tables
   * @param folder its path
   */
  record Run(
      String letter, String label, String folder, String profile, String images, String cells) {}

  /** An arm, with its numbers in each run. */
  record ArmTable(String network, String id, String regularizer, List<ArmInRun> runs) {}

  /**
   * An arm in one run.
   *
   * @param missing why it has no figures, else absent
   */
  record ArmInRun(
      String letter,
      @Nullable String missing,
      @JsonUnwrapped @Nullable Figures figures,
      @JsonUnwrapped @Nullable Apart apart) {}

  /**
   * An arm's numbers in one run: means over its finished seeds.
   *
   * @param accuracy %
   * @param interval of the accuracy at 95 %, %
   */
  record Figures(
      String accuracy,
      String interval,
      String seeds,
      String testLoss,
      String validationLoss,
      String secondsPerEpoch,
      String imagesPerSecond) {
    static Figures of(Arm arm, Trainings run) {
      Interval interval = Intervals.ofAccuracy(arm);
      return new Figures(
          Numbers.percent(arm.accuracy()),
          Numbers.percent(interval.low(), interval.high()),
          arm.finished().size() + " of " + arm.cells().size(),
          Numbers.loss(run.mean(Measure.TEST_LOSS, arm)),
          Numbers.loss(run.mean(Measure.LAST_EPOCH_VALIDATION_LOSS, arm)),
          Numbers.decimals(run.mean(Measure.SECONDS_PER_EPOCH, arm), 1),
          Numbers.decimals(run.mean(Measure.IMAGES_PER_SECOND, arm), 0));
    }
  }

  /**
   * How far an arm's test accuracy is from the first run's.
   *
   * @param difference points
   * @param differenceInterval at 95 %, points
   * @param mark the same as a picture
   * @param method how it was taken
   */
  record Apart(String difference, String differenceInterval, ScalePosition mark, String method) {
    static Apart of(Difference difference, double furthest) {
      Interval interval = difference.interval();
      return new Apart(
          Numbers.points(100 * difference.value()),
          Numbers.points(100 * interval.low()) + " to " + Numbers.points(100 * interval.high()),
          ScalePosition.of(difference, furthest),
          difference.paired() ? "same images" : "other images");
    }
  }

  /**
   * Where a difference and its interval lie on a scale of 0 to 100 whose middle means no
   * difference.
   */
  record ScalePosition(String low, String value, String high) {
    /**
     * @param furthest difference that the scale has room for, a share
     */
    static ScalePosition of(Difference difference, double furthest) {
      Interval interval = difference.interval();
      return new ScalePosition(
          place(interval.low(), furthest),
          place(difference.value(), furthest),
          place(interval.high(), furthest));
    }

    private static String place(double difference, double furthest) {
      return Numbers.decimals(50 + 50 * difference / furthest, 1);
    }
  }

  static ComparisonModel of(
      List<Contender> contenders, List<RunFiles> files, List<ArmComparison> arms) {
    double furthest = furthest(arms);
    return new ComparisonModel(
        headline(arms),
        Caveats.of(files, arms),
        IntStream.range(0, files.size())
            .mapToObj(i -> run(i, contenders.get(i), files.get(i)))
            .toList(),
        Setting.differing(files),
        arms.stream().map(arm -> table(arm, files, furthest)).toList());
  }

  /** The end of any interval that is furthest from 0, a share. */
  private static double furthest(List<ArmComparison> arms) {
    return arms.stream()
        .flatMap(arm -> arm.differences().stream())
        .flatMap(Optional::stream)
        .map(Difference::interval)
        .mapToDouble(interval -> Math.max(Math.abs(interval.low()), Math.abs(interval.high())))
        .max()
        .orElse(1);
  }

  private static String headline(List<ArmComparison> arms) {
    List<Difference> all =
        arms.stream().flatMap(arm -> arm.differences().stream()).flatMap(Optional::stream).toList();
    long clear = all.stream().filter(each -> !contains0(each.interval())).count();
    if (all.isEmpty()) {
      return "The runs have no finished arm in common.";
    }
    return (clear == 0
        ? "No difference in test accuracy is more than the choice of test images explains: all"
            + " 95 % intervals, "
            + all.size()
            + " of them, hold 0."
        : clear
            + " of "
            + all.size()
            + " differences in test accuracy "
            + (clear == 1 ? "is" : "are")
            + " more than the choice of test images explains: the 95 % interval leaves out 0.");
  }

  private static boolean contains0(Interval interval) {
    return interval.low() <= 0 && interval.high() >= 0;
  }

  private static Run run(int index, Contender contender, RunFiles files) {
    RunRecord run = files.run();
    return new Run(
        letter(index),
        contender.label(),
        contender.directory().path().toString(),
        run.profile(),
        run.data().source(),
        files.count(CellState.FINISHED) + " of " + files.cells().size());
  }

  private static ArmTable table(ArmComparison arm, List<RunFiles> files, double furthest) {
    List<ArmInRun> rows = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Arm here = arm.runs().get(i);
      rows.add(
          new ArmInRun(
              letter(i),
              here.measured() ? null : here.whatIsMissing(),
              here.measured() ? Figures.of(here, files.get(i).trainings()) : null,
              arm.differences().get(i).map(each -> Apart.of(each, furthest)).orElse(null)));
    }
    return new ArmTable(
        arm.network().title(), arm.regularizer().id(), arm.regularizer().title(), rows);
  }

  /** A for the first run. */
  static String letter(int index) {
    return String.valueOf((char) ('A' + index));
  }
}
