package io.github.dropblock.harness.train;

import io.github.dropblock.harness.bench.StepSpeed;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.statistics.Median;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A network under one regularizer, whose steps are timed. */
final class TimedArm {
  private final Regularizer regularizer;
  private final String step;
  private final Turn turn;
  private final List<Took> taken = new ArrayList<>();

  /** Takes a step, or where steps are queued, as many as are before anybody waits for one. */
  @FunctionalInterface
  interface Turn {
    Took take(EndlessBatches batches) throws DivergedException, IOException;
  }

  /**
   * How long a turn took.
   *
   * @param steps in it
   * @param milliseconds a step, by the clock
   * @param cpuMilliseconds a step, of processor time; on a GPU it is that of queuing and waiting
   * @param byClock whether the clock tells how long a step takes, since a GPU does the work
   * @param primitives of the processor time of another step, how much the device's primitives took
   */
  record Took(
      int steps,
      double milliseconds,
      double cpuMilliseconds,
      boolean byClock,
      OptionalDouble primitives) {
    /** Processor time, which other processes don't lengthen, where it is the step's. */
    private double work() {
      return byClock ? milliseconds : cpuMilliseconds;
    }
  }

  /**
   * @param step what computes it: see {@link StepSpeed#step}
   */
  TimedArm(Regularizer regularizer, String step, Turn turn) {
    this.regularizer = regularizer;
    this.step = step;
    this.turn = turn;
  }

  Regularizer regularizer() {
    return regularizer;
  }

  String step() {
    return step;
  }

  void turn(EndlessBatches batches) throws DivergedException, IOException {
    taken.add(turn.take(batches));
  }

  void forget() {
    taken.clear();
  }

  /** Median of the processor time of a step, milliseconds. */
  double cpuMilliseconds() {
    return median(taken.stream().map(Took::cpuMilliseconds).toList());
  }

  /**
   * @param none what ran in the same rounds without a regularizer
   * @param dl4j DL4J's step of the same regularizer, if it ran in the same rounds
   * @param peer the fastest of the same regularizer in PyTorch, if any ran in the same rounds
   */
  StepSpeed speed(
      CellSettings settings,
      Optional<TimedArm> none,
      Optional<TimedArm> dl4j,
      Optional<TimedArm> peer) {
    List<Double> primitives =
        taken.stream().flatMap(took -> took.primitives().stream().boxed()).toList();
    return new StepSpeed(
        settings.cell().network().id(),
        regularizer.id(),
        step,
        settings.training().batchSize(),
        settings.training().imageSize(),
        taken.stream().mapToInt(Took::steps).sum(),
        median(taken.stream().map(Took::milliseconds).toList()),
        cpuMilliseconds(),
        primitives.isEmpty() ? null : median(primitives),
        none.map(other -> over(other) - 1).orElse(null),
        dl4j.map(other -> other.over(this)).orElse(null),
        peer.map(other -> other.over(this)).orElse(null));
  }

  private double over(TimedArm other) {
    return median(
        IntStream.range(0, taken.size())
            .mapToObj(round -> taken.get(round).work() / other.taken.get(round).work())
            .toList());
  }

  private static double median(List<Double> values) {
    return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
