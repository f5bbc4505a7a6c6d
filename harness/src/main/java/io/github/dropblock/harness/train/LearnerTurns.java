package io.github.dropblock.harness.train;

import com.sun.management.OperatingSystemMXBean;
import io.github.dropblock.harness.backend.Step;
import io.github.dropblock.harness.bench.Peer;
import io.github.dropblock.harness.experiment.Regularizer;
import io.github.dropblock.harness.network.NetworkSpec;
import io.github.dropblock.harness.rundir.CellSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/** Steps of this JVM's own, to be timed. */
final class LearnerTurns implements TimedArm.Turn {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** What batch normalisation keeps and no optimiser changes. */
  static final Set<String> RUNNING =
      Set.of(
          BatchNormalizationParamInitializer.GLOBAL_MEAN,
          BatchNormalizationParamInitializer.GLOBAL_VAR,
          BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

  private final TrainingStep step;
  private final Learner learner;
  private final LongSupplier processorNanos;
  private final boolean byClock;

  /** What a network learns, counted for a {@link Peer} to be held to. */
  private final long learnt;

  private LearnerTurns(
      Learner learner, TrainingStep step, int threads, boolean byClock, long learnt) {
    this.learner = learner;
    this.step = step;
    this.byClock = byClock;
    this.learnt = learnt;
    // Native threads are not Java threads, so where there are several, all of the process
    // counts, the making of batches too.
    this.processorNanos =
        threads == 1 ? THREADS::getCurrentThreadCpuTime : PROCESS::getProcessCpuTime;
  }

  /** Of steps that belong to no network. */
  static LearnerTurns of(TrainingStep step) {
    return new LearnerTurns(null, step, 1, step.stepsAtATime() > 1, 0);
  }

  /**
   * Of a network under a regularizer, in its first phase, and as DropBlock is in its last epoch:
   * before, a schedule may have it drop nothing.
   */
  static LearnerTurns of(CellSettings settings, Regularizer regularizer) {
    int classes = settings.data().classes().size();
    ComputationGraph graph =
        Acceleration.build(
            new NetworkSpec(
                settings.cell().network(),
                regularizer,
                settings.training(),
                classes,
                settings.cell().seed(),
                0),
            settings.nd4j());
    graph.getConfiguration().setEpochCount(settings.training().epochs() - 1);
    Learner learner =
        Learner.of(graph, new Tensors(settings.training().imageSize(), classes), settings);
    Step step = settings.step();
    return new LearnerTurns(
        learner,
        learner.step(),
        step == null ? 1 : step.threads(),
        settings.backend().cuda(),
        learnt(graph));
  }

  /** Parameters that an optimiser changes: all but frozen layers' and running statistics. */
  private static long learnt(ComputationGraph graph) {
    long learnt = 0;
    for (Layer layer : graph.getLayers()) {
      if (!(layer instanceof FrozenLayer)) {
        learnt +=
            layer.paramTable().entrySet().stream()
                .filter(parameter -> !RUNNING.contains(parameter.getKey()))
                .mapToLong(parameter -> parameter.getValue().length())
                .sum();
      }
    }
    return learnt;
  }

  long learnt() {
    return learnt;
  }

  @Override
  public TimedArm.Took take(EndlessBatches batches) throws DivergedException {
    int steps = step.stepsAtATime();
    long cpu = processorNanos.getAsLong();
    long start = System.nanoTime();
    step.trainAll(batches.next(steps), outcome -> {});
    double milliseconds = (System.nanoTime() - start) / 1e6 / steps;
    double cpuMilliseconds = (processorNanos.getAsLong() - cpu) / 1e6 / steps;
    OptionalDouble primitives =
        learner == null ? OptionalDouble.empty() : learner.primitiveMilliseconds(batches.next());
    return new TimedArm.Took(steps, milliseconds, cpuMilliseconds, byClock, primitives);
  }
}
