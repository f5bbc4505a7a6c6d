package io.github.dropblock.harness.chart;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.format.Numbers;
import io.github.dropblock.harness.results.Arm;
import io.github.dropblock.harness.results.Arms;
import io.github.dropblock.harness.results.CellFiles;
import io.github.dropblock.harness.results.RunFiles;
import io.github.dropblock.harness.rundir.EpochMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Curves of training and validation loss over the epochs: the counterpart of figure 5. */
public final class LossChart {
  private static final PlotArea FRAME = new PlotArea(430, 250, 46, 22, 344, 208);
  private static final PlotArea CELL_FRAME = new PlotArea(430, 190, 46, 22, 352, 148);

  /** A loss of 0 has no logarithm; less than this is as good as 0. */
  private static final double LEAST_LOSS = 1e-4;

  /** More epochs than this, and lines of the usual width cover each other up. */
  private static final int DENSE = 150;

  /** How many points of a line are marked with its shape. */
  private static final int MARKERS = 8;

  /** How many parts of a chart answer hovering. */
  private static final int STRIPS = 60;

  private static final int CELL_STRIPS = 30;

  private LossChart() {}

  /**
   * The charts of one network, on the same scales.
   *
   * @param empty whether no epoch is finished, so that there is nothing to draw
   * @param absent titles of the regularizers without a finished epoch
   * @param table the same as numbers; absent where there are none
   */
  public record Pair(
      String network,
      boolean empty,
      List<String> absent,
      List<LossPanel> panels,
      @Nullable LossTable table) {}

  /**
   * One chart.
   *
   * @param kind what the losses are of
   * @param scale of the losses, in words
   * @param dense whether epochs lie closer to each other than a line is wide
   * @param phases where the optimiser changes
   * @param labels the lines' names
   * @param strips answer hovering, epoch by epoch
   */
  public record LossPanel(
      String kind,
      String scale,
      boolean dense,
      PlotArea frame,
      List<PlotArea.TickMark> epochs,
      List<PlotArea.TickMark> losses,
      List<PhaseMark> phases,
      List<Line> lines,
      List<EndLabel> labels,
      List<Strip> strips) {}

  /**
   * A curve.
   *
   * @param arm the regularizer's id
   * @param title what it is of
   * @param band outline of the area from the least to the greatest of several seeds; else absent
   * @param path of the median over the seeds
   * @param markers points of it
   */
  record Line(String arm, String title, @Nullable String band, String path, List<Point> markers) {}

  record Point(double x, double y) {
    @Override
    public String toString() {
      return PlotArea.text(x) + " " + PlotArea.text(y);
    }
  }

  /**
   * A boundary between phases.
   *
   * @param at its x
   * @param label the optimisers before and after
   * @param left whether the label has more room left of the boundary
   */
  record PhaseMark(double at, String label, boolean left) {}

  /** A part of the chart that tells the values of an epoch. */
  record Strip(double x, double width, double middle, String title) {}

  private static final String TRAINING = "training";
  private static final String VALIDATION = "validation";

  public static List<Pair> pairs(Arms arms, RunFiles files) {
    return arms.networks().stream()
        .map(network -> pair(network, arms.of(network), phases(network, files)))
        .toList();
  }

  /** Both losses of one cell; absent before its first epoch. */
  public static @Nullable LossPanel ofCell(CellFiles cell, RunFiles files) {
    return ofTraining(cell, phases(cell.cell().network(), files));
  }

  /** The same of a cell or a pretraining, by its own settings. */
  public static @Nullable LossPanel ofTraining(CellFiles cell) {
    return ofTraining(
        cell, cell.settings().map(settings -> settings.training().phases()).orElse(List.of()));
  }

  private static @Nullable LossPanel ofTraining(CellFiles cell, List<Phase> phases) {
    if (cell.metrics().isEmpty()) {
      return null;
    }
    String arm = cell.cell().regularizer().id();
    List<LossCurve> curves =
        List.of(
            LossCurve.of(arm, TRAINING, List.of(cell), EpochMetrics::trainLoss),
            LossCurve.of(arm, VALIDATION, List.of(cell), EpochMetrics::valLoss));
    Plot drawing = new Plot(CELL_FRAME, CELL_STRIPS, epochs(curves, phases), losses(curves));
    return drawing.panel("training and validation", curves, phases);
  }

  private static List<Phase> phases(Network network, RunFiles files) {
    return files.run().protocol().phases().getOrDefault(network, List.of());
  }

  private static Pair pair(Network network, List<Arm> arms, List<Phase> phases) {
    List<LossCurve> training = curves(arms, EpochMetrics::trainLoss);
    List<LossCurve> validation = curves(arms, EpochMetrics::valLoss);
    List<LossCurve> all = Stream.concat(training.stream(), validation.stream()).toList();
    List<String> absent =
        arms.stream()
            .filter(arm -> arm.cells().stream().allMatch(cell -> cell.metrics().isEmpty()))
            .map(arm -> arm.regularizer().title())
            .toList();
    if (all.isEmpty()) {
      return new Pair(network.title(), true, absent, List.of(), null);
    }
    Plot drawing = new Plot(FRAME, STRIPS, epochs(all, phases), losses(all));
    return new Pair(
        network.title(),
        false,
        absent,
        List.of(
            drawing.panel(TRAINING, training, phases),
            drawing.panel(VALIDATION, validation, phases)),
        LossTable.of(training, validation));
  }

  private static List<LossCurve> curves(List<Arm> arms, ToDoubleFunction<EpochMetrics> loss) {
    return arms.stream()
        .map(arm -> LossCurve.of(arm, loss))
        .filter(curve -> !curve.values().isEmpty())
        .toList();
  }

  private static Axis losses(List<LossCurve> curves) {
    var range =
        curves.stream()
            .flatMap(curve -> curve.known().stream())
            .flatMapToDouble(value -> DoubleStream.of(value.least(), value.most()))
            .map(loss -> Math.max(loss, LEAST_LOSS))
            .summaryStatistics();
    // Where no loss is finite, any scale will do.
    return range.getCount() == 0
        ? Axis.positive(1, 1)
        : Axis.positive(range.getMin(), range.getMax());
  }

  private static Axis epochs(List<LossCurve> curves, List<Phase> phases) {
    int last = curves.stream().mapToInt(curve -> curve.values().lastKey()).max().orElse(1);
    int epochs = Math.max(last, Phase.epochs(phases));
    // No more ticks than epochs: there is no half of one.
    return Axis.linear(0, epochs, Math.min(6, epochs));
  }

  /** Charts on the same scales, being drawn. */
  private record Plot(PlotArea frame, int strips, Axis epoch, Axis loss) {

    LossPanel panel(String kind, List<LossCurve> curves, List<Phase> phases) {
      List<Line> lines = curves.stream().map(this::line).toList();
      return new LossPanel(
          kind,
          loss.logarithmic() ? "log scale" : "linear scale",
          epoch.high() > DENSE,
          frame,
          frame.across(epoch),
          frame.upward(loss),
          phaseMarks(phases),
          lines,
          EndLabel.beside(lines, frame),
          strips(kind, curves));
    }

    private Line line(LossCurve curve) {
      StringBuilder path = new StringBuilder();
      StringBuilder band = new StringBuilder();
      for (List<LossCurve.EpochLosses> stretch : stretches(curve)) {
        path.append('M').append(points(stretch, LossCurve.EpochLosses::median));
        if (curve.hasBand()) {
          band.append('M').append(points(stretch, LossCurve.EpochLosses::most));
          band.append('L')
              .append(points(reversed(stretch), LossCurve.EpochLosses::least))
              .append('Z');
        }
      }
      return new Line(
          curve.arm(),
          curve.title(),
          band.isEmpty() ? null : band.toString(),
          path.toString(),
          markers(curve));
    }

    /** A loss that is not finite breaks the line. */
    private static List<List<LossCurve.EpochLosses>> stretches(LossCurve curve) {
      List<List<LossCurve.EpochLosses>> stretches = new ArrayList<>();
      boolean drawing = false;
      for (LossCurve.EpochLosses value : curve.values().values()) {
        if (value.known()) {
          if (!drawing) {
            stretches.add(new ArrayList<>());
          }
          stretches.get(stretches.size() - 1).add(value);
        }
        drawing = value.known();
      }
      return stretches;
    }

    private static List<LossCurve.EpochLosses> reversed(List<LossCurve.EpochLosses> values) {
      List<LossCurve.EpochLosses> reversed = new ArrayList<>(values);
      Collections.reverse(reversed);
      return reversed;
    }

    private String points(
        List<LossCurve.EpochLosses> values, ToDoubleFunction<LossCurve.EpochLosses> loss) {
      StringBuilder points = new StringBuilder();
      for (LossCurve.EpochLosses value : values) {
        points
            .append(points.isEmpty() ? "" : "L")
            .append(point(value.epoch(), loss.applyAsDouble(value)));
      }
      return points.toString();
    }

    private List<Point> markers(LossCurve curve) {
      List<LossCurve.EpochLosses> values = curve.known();
      int every = Math.max(1, (values.size() + MARKERS - 1) / MARKERS);
      List<Point> markers = new ArrayList<>();
      // Backwards, so that the last epoch, which claims are about, is always marked.
      for (int i = values.size() - 1; i >= 0; i -= every) {
        markers.add(point(values.get(i).epoch(), values.get(i).median()));
      }
      return List.copyOf(markers);
    }

    private List<Strip> strips(String kind, List<LossCurve> curves) {
      int last = curves.stream().mapToInt(curve -> curve.values().lastKey()).max().orElse(0);
      int every = Math.max(1, (last + strips - 1) / strips);
      List<Strip> parts = new ArrayList<>();
      for (int at = last; at >= 1; at -= every) {
        parts.add(strip(kind, at, every, curves));
      }
      return List.copyOf(parts);
    }

    private Strip strip(String kind, int at, int every, List<LossCurve> curves) {
      double left = frame.x(epoch.at(Math.max(0, at - every / 2.0)));
      double right = frame.x(epoch.at(Math.min(epoch.high(), at + every / 2.0)));
      StringBuilder title = new StringBuilder("Epoch " + at + ", " + kind + " loss, nats");
      for (LossCurve curve : curves) {
        LossCurve.EpochLosses value = curve.values().get(at);
        if (value != null) {
          title.append('\n').append(curve.title()).append(": ").append(told(value));
        }
      }
      return new Strip(left, PlotArea.round(right - left), frame.x(epoch.at(at)), title.toString());
    }

    private static String told(LossCurve.EpochLosses value) {
      return value.seeds() < 2
          ? Numbers.loss(value.median())
          : Numbers.loss(value.median())
              + " ("
              + Numbers.loss(value.least())
              + " to "
              + Numbers.loss(value.most())
              + ", "
              + value.seeds()
              + " seeds)";
    }

    private List<PhaseMark> phaseMarks(List<Phase> phases) {
      List<PhaseMark> marks = new ArrayList<>();
      int before = 0;
      for (int i = 1; i < phases.size(); i++) {
        before += phases.get(i - 1).epochs();
        marks.add(
            new PhaseMark(
                frame.x(epoch.at(before)),
                phases.get(i - 1).optimizer().title()
                    + " up to here, then "
                    + phases.get(i).optimizer().title(),
                before > epoch.high() / 2));
      }
      return List.copyOf(marks);
    }

    private Point point(int after, double nats) {
      return new Point(frame.x(epoch.at(after)), frame.y(loss.at(Math.max(nats, LEAST_LOSS))));
    }
  }
}
