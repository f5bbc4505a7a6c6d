package io.github.dropblock.harness.train;

import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.bench.StepSpeed;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.rundir.CellSettings;
import io.github.dropblock.harness.statistics.Median;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A network under one regularizer, whose steps are timed. */
final class TimedArm {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Regularizer regularizer;
  private final Step.StepKind kind;
  private final TrainingStep step;

  /** What the steps belong to; null in tests that have steps alone. */
  private final Learner learner;

  private final List<Double> milliseconds = new ArrayList<>();
  private final List<Double> cpuMilliseconds = new ArrayList<>();
  private final List<Double> primitiveMilliseconds = new ArrayList<>();

  TimedArm(CellSettings settings, Regularizer regularizer) {
    this(
        regularizer,
        settings.compiled() ? Step.StepKind.COMPILED : Step.StepKind.DL4J,
        learner(settings, regularizer));
  }

  TimedArm(Regularizer regularizer, Step.StepKind kind, TrainingStep step) {
    this.regularizer = regularizer;
    this.kind = kind;
    this.step = step;
    this.learner = null;
  }

  private TimedArm(Regularizer regularizer, Step.StepKind kind, Learner learner) {
    this.regularizer = regularizer;
    this.kind = kind;
    this.step = learner.step();
    this.learner = learner;
  }

  private static Learner learner(CellSettings settings, Regularizer regularizer) {
    int classes = settings.data().classes().size();
    NetworkSpec spec =
        new NetworkSpec(
            settings.cell().network(),
            regularizer,
            settings.training(),
            classes,
            settings.cell().seed(),
            0);
    return Learner.of(
        Acceleration.build(spec, settings.backend()),
        new Tensors(settings.training().imageSize(), classes),
        settings);
  }

  Regularizer regularizer() {
    return regularizer;
  }

  Step.StepKind kind() {
    return kind;
  }

  /** Takes a step, or where steps are queued, as many as are before anybody waits for one. */
  void turn(EndlessBatches batches) throws DivergedException {
    int steps = step.stepsAtATime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    step.trainAll(batches.next(steps), outcome -> {});
    milliseconds.add((System.nanoTime() - start) / 1e6 / steps);
    cpuMilliseconds.add((THREADS.getCurrentThreadCpuTime() - cpu) / 1e6 / steps);
    if (learner != null) {
      learner.primitiveMilliseconds(batches.next()).ifPresent(primitiveMilliseconds::add);
    }
  }

  void forget() {
    milliseconds.clear();
    cpuMilliseconds.clear();
    primitiveMilliseconds.clear();
  }

  /**
   * @param none what ran in the same rounds without a regularizer
   * @param dl4j DL4J's step of the same regularizer, if it ran in the same rounds
   */
  StepSpeed speed(CellSettings settings, Optional<TimedArm> none, Optional<TimedArm> dl4j) {
    return new StepSpeed(
        settings.cell().network().id(),
        regularizer.id(),
        kind.id(),
        settings.training().batchSize(),
        settings.training().imageSize(),
        milliseconds.size() * step.stepsAtATime(),
        median(milliseconds),
        median(cpuMilliseconds),
        primitiveMilliseconds.isEmpty() ? null : median(primitiveMilliseconds),
        none.map(other -> over(other) - 1).orElse(null),
        dl4j.map(other -> other.over(this)).orElse(null));
  }

  private double over(TimedArm other) {
    List<Double> mine = work();
    List<Double> others = other.work();
    return median(
        IntStream.range(0, mine.size())
            .mapToObj(round -> mine.get(round) / others.get(round))
            .toList());
  }

  /** Processor time, which other processes don't lengthen; of queued steps it is the queuing's. */
  private List<Double> work() {
    return step.stepsAtATime() == 1 ? cpuMilliseconds : milliseconds;
  }

  private static double median(List<Double> values) {
    return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
