package io.github.dropblock.harness.train;

import io.github.dropblock.harness.bench.StepSpeed;
import io.github.dropblock.harness.data.Batch;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.run.CellSettings;
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
  private final TrainingStep step;
  private final List<Double> milliseconds = new ArrayList<>();
  private final List<Double> cpuMilliseconds = new ArrayList<>();

  TimedArm(CellSettings settings, Regularizer regularizer) {
    this.regularizer = regularizer;
    NetworkSpec spec =
        new NetworkSpec(
            settings.cell().network(),
            regularizer,
            settings.training(),
            settings.data().classes().size(),
            settings.cell().seed(),
            0);
    Tensors tensors =
        new Tensors(settings.training().imageSize(), settings.data().classes().size());
    this.step = TrainingStep.of(Acceleration.build(spec, settings.backend()), tensors);
  }

  Regularizer regularizer() {
    return regularizer;
  }

  void step(Batch batch) {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    step.train(batch);
    milliseconds.add((System.nanoTime() - start) / 1e6);
    cpuMilliseconds.add((THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
  }

  void forget() {
    milliseconds.clear();
    cpuMilliseconds.clear();
  }

  /**
   * @param none what ran in the same rounds without a regularizer
   */
  StepSpeed speed(CellSettings settings, Optional<TimedArm> none) {
    return new StepSpeed(
        settings.cell().network().id(),
        regularizer.id(),
        settings.training().batchSize(),
        settings.training().imageSize(),
        milliseconds.size(),
        median(milliseconds),
        median(cpuMilliseconds),
        none.map(this::over).orElse(null));
  }

  private double over(TimedArm none) {
    return median(
            IntStream.range(0, cpuMilliseconds.size())
                .mapToObj(round -> cpuMilliseconds.get(round) / none.cpuMilliseconds.get(round))
                .toList())
        - 1;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
