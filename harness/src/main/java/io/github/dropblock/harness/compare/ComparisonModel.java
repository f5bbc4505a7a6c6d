package io.github.dropblock.harness.compare;

import io.github.dropblock.harness.analysis.Interval;
import io.github.dropblock.harness.analysis.Intervals;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.ArmScores;
import io.github.dropblock.harness.results.Measure;
import io.github.dropblock.harness.results.RunScores;
import io.github.dropblock.harness.rundir.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a comparison's templates show, in words. A value that isn't there is absent.
 *
 * @param caveats what must be known before the runs are compared
 * @param settings in which the runs differ
 */
record ComparisonModel(
    String headline, List<String> caveats, List<Run> runs, List<Setting> settings, List<Arm> arms) {

  /**
   * A run.
   *
   * @param letter that stands for it in tables
   * @param folder its path
   */
  record Run(
      String letter, String label, String folder, String profile, String images, String cells) {}

  /** An arm, with its numbers in each run. */
  record Arm(String network, String id, String regularizer, List<Row> runs) {}

  /**
   * An arm's numbers in one run: means over its finished seeds.
   *
   * @param missing why there are none, else absent
   * @param accuracy %
   * @param interval of the accuracy at 95 %, %
   * @param difference to the first run, points
   * @param differenceInterval at 95 %, points
   * @param mark the same as a picture
   * @param method how it was taken
   */
  record Row(
      String letter,
      String missing,
      String accuracy,
      String interval,
      String difference,
      String differenceInterval,
      Mark mark,
      String method,
      String seeds,
      String testLoss,
      String validationLoss,
      String secondsPerEpoch,
      String imagesPerSecond) {}

  /**
   * Where a difference and its interval lie on a scale of 0 to 100 whose middle is no difference.
   */
  record Mark(String low, String value, String high) {
    /**
     * @param furthest difference that the scale has room for, a share
     */
    static Mark of(Difference difference, double furthest) {
      Interval interval = difference.interval();
      return new Mark(
          place(interval.low(), furthest),
          place(difference.value(), furthest),
          place(interval.high(), furthest));
    }

    private static String place(double difference, double furthest) {
      return Numbers.decimals(50 + 50 * difference / furthest, 1);
    }
  }

  static ComparisonModel of(
      List<Contender> contenders, List<RunScores> scores, List<ArmComparison> arms)
      throws IOException {
    double furthest = furthest(arms);
    return new ComparisonModel(
        headline(arms),
        Caveats.of(scores, arms),
        IntStream.range(0, scores.size())
            .mapToObj(i -> run(i, contenders.get(i), scores.get(i)))
            .toList(),
        Setting.differing(scores),
        arms.stream().map(arm -> arm(arm, furthest)).toList());
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

  private static Run run(int index, Contender contender, RunScores scores) {
    RunRecord run = scores.run();
    int finished = scores.finished().size();
    return new Run(
        letter(index),
        contender.label(),
        contender.directory().path().toString(),
        run.profile(),
        run.data().source(),
        finished + " of " + (finished + scores.missing().size()));
  }

  private static Arm arm(ArmComparison arm, double furthest) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < arm.runs().size(); i++) {
      rows.add(row(letter(i), arm.runs().get(i), arm.differences().get(i), furthest));
    }
    return new Arm(arm.network().title(), arm.regularizer().id(), arm.regularizer().title(), rows);
  }

  private static Row row(
      String letter, ArmScores arm, Optional<Difference> difference, double furthest) {
    if (arm.finished().isEmpty()) {
      return new Row(
          letter,
          arm.whatIsMissing(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }
    double accuracy = arm.mean(Measure.TEST_ACCURACY);
    int images = arm.testImages();
    return new Row(
        letter,
        null,
        Numbers.percent(accuracy),
        Numbers.percent(Intervals.wilson((int) Math.round(accuracy * images), images)),
        difference.map(each -> Numbers.points(100 * each.value())).orElse(null),
        difference.map(each -> points(each.interval())).orElse(null),
        difference.map(each -> Mark.of(each, furthest)).orElse(null),
        difference.map(each -> each.paired() ? "same images" : "other images").orElse(null),
        arm.finished().size() + " of " + (arm.finished().size() + arm.missing().size()),
        Numbers.loss(arm.mean(Measure.TEST_LOSS)),
        Numbers.loss(arm.mean(Measure.FINAL_VALIDATION_LOSS)),
        Numbers.decimals(arm.mean(Measure.SECONDS_PER_EPOCH), 1),
        Numbers.decimals(arm.mean(Measure.IMAGES_PER_SECOND), 0));
  }

  private static String points(Interval interval) {
    return Numbers.points(100 * interval.low()) + " to " + Numbers.points(100 * interval.high());
  }

  /** A for the first run. */
  static String letter(int index) {
    return String.valueOf((char) ('A' + index));
  }
}
