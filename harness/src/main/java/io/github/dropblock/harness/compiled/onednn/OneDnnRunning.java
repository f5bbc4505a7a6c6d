package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.MemoryLayout;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.compiled.Running;
import io.github.dropblock.harness.compiled.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A plan as oneDNN's primitives. There is a program for each size of batch that is learnt from, and
 * one to look at batches; all of them work in the same memory, one at a time.
 */
final class OneDnnRunning implements Running {
  private final Plan plan;
  private final boolean keepGradients;
  private final Weights weights;
  private final Workers workers;
  private final Map<Integer, Program> learning = new HashMap<>();
  private Program looking;

  /** Programs that have their places in {@link #memory}. */
  private final Set<Program> placed = Collections.newSetFromMap(new IdentityHashMap<>());

  private Memory memory;

  OneDnnRunning(Plan plan, int threads, boolean keepGradients) {
    this.plan = plan;
    this.keepGradients = keepGradients;
    this.weights = new Weights(plan.optimizer().states());
    this.workers = new Workers(threads);
    // First, since its primitives choose the formats of the parameters.
    program(plan.images());
  }

  private Program program(int images) {
    return learning.computeIfAbsent(
        images,
        count -> {
          Plan of = count == plan.images() ? plan : plan.ofImages(count);
          return new TapeBuilder(of, true, weights, workers, keepGradients).learning();
        });
  }

  /** Gives a program memory if it has none: that of the others if it is enough. */
  private Program placed(Program program) {
    if (placed.contains(program)) {
      return program;
    }
    MemoryLayout layout = program.tape().layout();
    if (memory == null || memory.bytes() < layout.bytes()) {
      if (memory != null) {
        memory.close();
        placed.clear();
      }
      memory = new Memory(layout.bytes());
    }
    program.tape().bind(layout, memory);
    placed.add(program);
    return program;
  }

  @Override
  public void put(Parameter parameter, int array, float[] numbers) {
    weights.put(weights.array(parameter, array), numbers);
  }

  @Override
  public float[] get(Parameter parameter, int array) {
    return weights.get(weights.array(parameter, array));
  }

  @Override
  public Scores train(float[] pixels, int[] labels, int iteration, int epoch) {
    Program program = ready(pixels, labels, iteration, epoch);
    program.tape().run();
    return new Scores(program.batch().loss, program.batch().scores);
  }

  private Program ready(float[] pixels, int[] labels, int iteration, int epoch) {
    Program program = placed(program(labels.length));
    CurrentBatch batch = program.batch();
    batch.pixels = pixels;
    batch.images = labels.length;
    batch.labels = labels;
    batch.iteration = iteration;
    batch.epoch = epoch;
    return program;
  }

  @Override
  public long primitiveNanos(float[] pixels, int[] labels, int iteration, int epoch) {
    return placed(ready(pixels, labels, iteration, epoch)).tape().runTimingPrimitives();
  }

  @Override
  public float[] gradient(Parameter parameter) {
    if (!keepGradients) {
      throw new IllegalStateException("gradients are not kept");
    }
    return weights.get(program(plan.images()).gradients().get(parameter));
  }

  @Override
  public float[] infer(float[] pixels, int images) {
    if (looking == null) {
      looking = new TapeBuilder(plan, false, weights, workers, false).inference();
    }
    placed(looking);
    looking.batch().pixels = pixels;
    looking.batch().images = images;
    looking.tape().run();
    return looking.batch().scores;
  }

  @Override
  public float[] look(float[] pixels, Value value) {
    Plan one = plan.ofImages(1);
    TapeBuilder assembly = new TapeBuilder(one, false, weights, workers, false);
    try (Program program = assembly.inference(one.value(value.name()))) {
      placed(program);
      program.batch().pixels = pixels;
      program.batch().images = 1;
      program.tape().run();
      float[] seen = new float[program.seen().length()];
      program.seen().numbers().get(0, seen);
      placed.remove(program);
      return seen;
    }
  }

  @Override
  public void close() {
    learning.values().forEach(Program::close);
    if (looking != null) {
      looking.close();
    }
    weights.close();
    workers.close();
    if (memory != null) {
      memory.close();
    }
  }
}
