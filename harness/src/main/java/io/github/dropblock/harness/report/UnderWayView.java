package io.github.dropblock.harness.report;

import io.github.dropblock.harness.chart.LossChart;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.format.Text;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.RunFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a run says while it trains.
 *
 * @param at when the page was written
 * @param cells finished, as {@code 3 of 27}
 * @param end when the whole run ends; absent if that can't be told
 * @param trainings under way
 */
record UnderWayView(String at, String cells, @Nullable String end, List<TrainingView> trainings) {
  /** A cluster trains hundreds of cells at a time; the losses of all stand with the cells. */
  private static final int MOST_CURVES = 12;

  /**
   * A training under way.
   *
   * @param id as with the cells
   * @param epochs that have ended, as {@code 3 of 40}
   * @param end absent before its first epoch has ended
   * @param curves absent before that too, and of those beyond the first dozen
   */
  record TrainingView(
      String id,
      String title,
      String epochs,
      @Nullable String end,
      LossChart.@Nullable LossPanel curves) {}

  static UnderWayView of(RunUnderWay run, RunFiles files) {
    Map<String, Known> known = known(files);
    List<TrainingView> views = new ArrayList<>();
    for (RunUnderWay.TrainingUnderWay training : run.trainings()) {
      Optional<Known> own = Optional.ofNullable(known.get(training.title()));
      boolean room = views.size() < MOST_CURVES;
      views.add(
          new TrainingView(
              own.map(Known::id).orElse(training.title()),
              own.map(Known::title).orElse(training.title()),
              training.epoch() + " of " + training.epochs(),
              training.left().map(left -> end(left, run.at())).orElse(null),
              own.filter(each -> room).map(each -> LossChart.ofTraining(each.files)).orElse(null)));
    }
    Totals totals = Totals.of(files);
    return new UnderWayView(
        Text.time(run.at()),
        totals.finished() + " of " + totals.cells(),
        run.left()
            .map(left -> (left.whole() ? "" : "later than ") + end(left.time(), run.at()))
            .orElse(null),
        List.copyOf(views));
  }

  /** A training's files, and what the page calls it. */
  private record Known(String id, String title, CellFiles files) {}

  /** By what listeners call it. */
  private static Map<String, Known> known(RunFiles files) {
    Map<String, Known> known = new HashMap<>();
    for (CellFiles cell : files.cells()) {
      known.put(cell.cell().id(), new Known(cell.cell().id(), CellView.title(cell), cell));
    }
    for (CellFiles source : files.pretraining()) {
      String network = source.cell().network().id();
      known.put(
          "pretraining " + network,
          new Known(CellView.pretrainingId(source), CellView.pretrainingTitle(source), source));
    }
    return known;
  }

  private static String end(Duration left, Instant at) {
    return "in %s, at %s"
        .formatted(Numbers.duration(left.toMillis() / 1000.0), Text.time(at.plus(left)));
  }
}
