package io.github.dropblock.harness.report;

import io.github.dropblock.harness.experiment.Network;
import io.github.dropblock.harness.experiment.Phase;
import io.github.dropblock.harness.run.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Curves of training and validation loss over the epochs: the counterpart of figure 5. */
final class LossChart {
  private static final Frame FRAME = new Frame(400, 250, 46, 22, 392, 208);

  /** A loss of 0 has no logarithm; less than this is as good as 0. */
  private static final double LEAST_LOSS = 1e-4;

  /** How many points of a line are marked with its shape, and how many strips answer hovering. */
  private static final int MARKERS = 8;

  private static final int STRIPS = 60;

  private LossChart() {}

  /**
   * The charts of one network, on the same scales.
   *
   * @param empty whether no epoch is finished, so that there is nothing to draw
   * @param absent titles of the regularizers without a finished epoch
   */
  record Pair(String network, boolean empty, List<String> absent, List<Panel> panels) {}

  /**
   * One chart.
   *
   * @param kind what the losses are of: training or validation
   * @param scale of the losses, in words
   * @param phases where the optimiser changes
   * @param strips answer hovering, epoch by epoch
   */
  record Panel(
      String kind,
      String scale,
      Frame frame,
      List<Frame.Mark> epochs,
      List<Frame.Mark> losses,
      List<PhaseMark> phases,
      List<Line> lines,
      List<Strip> strips) {}

  /**
   * The curve of a regularizer.
   *
   * @param arm its id
   * @param seeds a path for each seed, where there are several
   * @param path of the mean over the seeds
   * @param markers points of the mean
   */
  record Line(String arm, List<String> seeds, String path, List<Point> markers) {}

  record Point(double x, double y) {}

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

  private record Kind(String title, ToDoubleFunction<EpochMetrics> loss) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("training", EpochMetrics::trainLoss),
          new Kind("validation", EpochMetrics::valLoss));

  static List<Pair> pairs(Arms arms, RunFiles files) {
    return arms.networks().stream()
        .map(
            network ->
                pair(
                    network,
                    arms.of(network),
                    files.run().protocol().phases().getOrDefault(network, List.of())))
        .toList();
  }

  private static Pair pair(Network network, List<Arm> arms, List<Phase> phases) {
    double[] losses =
        arms.stream()
            .flatMap(arm -> arm.cells().stream())
            .flatMap(cell -> cell.metrics().stream())
            .flatMapToDouble(row -> DoubleStream.of(row.trainLoss(), row.valLoss()))
            .filter(Double::isFinite)
            .map(loss -> Math.max(loss, LEAST_LOSS))
            .toArray();
    List<String> absent =
        arms.stream()
            .filter(arm -> arm.cells().stream().allMatch(cell -> cell.metrics().isEmpty()))
            .map(arm -> arm.regularizer().title())
            .toList();
    if (losses.length == 0) {
      return new Pair(network.title(), true, absent, List.of());
    }
    Axis loss =
        Axis.positive(
            DoubleStream.of(losses).min().orElseThrow(),
            DoubleStream.of(losses).max().orElseThrow());
    int last = Math.max(lastEpoch(arms), Phase.epochs(phases));
    Axis epoch = Axis.linear(0, last, 6);
    List<Panel> panels =
        KINDS.stream().map(kind -> new Drawing(kind, arms, epoch, loss).panel(phases)).toList();
    return new Pair(network.title(), false, absent, panels);
  }

  private static int lastEpoch(List<Arm> arms) {
    return arms.stream()
        .flatMap(arm -> arm.cells().stream())
        .mapToInt(CellFiles::epochs)
        .max()
        .orElse(1);
  }

  /** One chart being drawn. */
  private record Drawing(Kind kind, List<Arm> arms, Axis epoch, Axis loss) {

    Panel panel(List<Phase> phases) {
      List<LossCurve> curves =
          arms.stream()
              .map(arm -> LossCurve.of(arm, kind.loss()))
              .filter(curve -> !curve.mean().isEmpty())
              .toList();
      return new Panel(
          kind.title(),
          loss.logarithmic() ? "log scale" : "linear scale",
          FRAME,
          FRAME.across(epoch),
          FRAME.upward(loss),
          phaseMarks(phases),
          curves.stream().map(this::line).toList(),
          strips(curves));
    }

    private Line line(LossCurve curve) {
      List<String> seeds =
          curve.seeds().size() < 2 ? List.of() : curve.seeds().stream().map(this::path).toList();
      return new Line(curve.arm().regularizer().id(), seeds, path(curve.mean()), markers(curve));
    }

    private String path(List<LossCurve.Value> values) {
      StringBuilder path = new StringBuilder();
      boolean drawing = false;
      for (LossCurve.Value value : values) {
        if (!Double.isFinite(value.loss())) {
          drawing = false;
          continue;
        }
        Point point = point(value);
        path.append(drawing ? 'L' : 'M').append(point.x()).append(' ').append(point.y());
        drawing = true;
      }
      return path.toString();
    }

    private List<Point> markers(LossCurve curve) {
      List<LossCurve.Value> values =
          curve.mean().stream().filter(value -> Double.isFinite(value.loss())).toList();
      int every = Math.max(1, (values.size() + MARKERS - 1) / MARKERS);
      List<Point> markers = new ArrayList<>();
      // Backwards, so that the last epoch, which claims are about, is always marked.
      for (int i = values.size() - 1; i >= 0; i -= every) {
        markers.add(point(values.get(i)));
      }
      return List.copyOf(markers);
    }

    private List<Strip> strips(List<LossCurve> curves) {
      int last =
          curves.stream()
              .flatMap(curve -> curve.mean().stream())
              .mapToInt(LossCurve.Value::epoch)
              .max()
              .orElse(0);
      int every = Math.max(1, (last + STRIPS - 1) / STRIPS);
      List<Strip> strips = new ArrayList<>();
      for (int at = last; at >= 1; at -= every) {
        strips.add(strip(at, every, curves));
      }
      return List.copyOf(strips);
    }

    private Strip strip(int at, int every, List<LossCurve> curves) {
      double left = FRAME.x(epoch.at(Math.max(0, at - every / 2.0)));
      double right = FRAME.x(epoch.at(Math.min(epoch.high(), at + every / 2.0)));
      StringBuilder title = new StringBuilder("Epoch " + at + ", " + kind.title() + " loss, nats");
      for (LossCurve curve : curves) {
        curve
            .at(at)
            .ifPresent(
                value ->
                    title
                        .append('\n')
                        .append(curve.arm().regularizer().title())
                        .append(": ")
                        .append(Numbers.loss(value)));
      }
      return new Strip(left, Frame.round(right - left), FRAME.x(epoch.at(at)), title.toString());
    }

    private List<PhaseMark> phaseMarks(List<Phase> phases) {
      List<PhaseMark> marks = new ArrayList<>();
      int before = 0;
      for (int i = 1; i < phases.size(); i++) {
        before += phases.get(i - 1).epochs();
        marks.add(
            new PhaseMark(
                FRAME.x(epoch.at(before)),
                phases.get(i - 1).optimizer().title()
                    + " up to here, then "
                    + phases.get(i).optimizer().title(),
                before > epoch.high() / 2));
      }
      return List.copyOf(marks);
    }

    private Point point(LossCurve.Value value) {
      return new Point(
          FRAME.x(epoch.at(value.epoch())), FRAME.y(loss.at(Math.max(value.loss(), LEAST_LOSS))));
    }
  }
}
