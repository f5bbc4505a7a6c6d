package io.github.dropblock.harness.compiled.cuda;

import com.sun.jna.Memory;
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
 * A plan on a GPU. There is a program for each size of batch that is learnt from, and one to look
 * at batches; all of them work in the same memory, one at a time.
 */
final class CudaRunning implements Running {
  private final Plan plan;
  private final GpuContext gpu;
  private final DeviceWeights weights;
  private final Map<Integer, StepGraph> learning = new HashMap<>();
  private StepGraph looking;

  /** Programs that have their places in {@link #memory}. */
  private final Set<StepGraph> placed = Collections.newSetFromMap(new IdentityHashMap<>());

  private long memory;
  private long memoryBytes;

  CudaRunning(Plan plan, GpuContext gpu) {
    this.plan = plan;
    this.gpu = gpu;
    weights = new DeviceWeights(gpu, plan);
  }

  private StepGraph program(int images) {
    return learning.computeIfAbsent(
        images,
        count -> {
          Plan of = count == plan.images() ? plan : plan.ofImages(count);
          return new GraphBuilder(gpu, of, true, weights).learning();
        });
  }

  /** Gives a program memory if it has none: that of the others if it is enough. */
  private StepGraph placed(StepGraph program) {
    if (placed.contains(program)) {
      return program;
    }
    MemoryLayout layout = program.tape().layout();
    if (memoryBytes < layout.bytes()) {
      if (memory != 0) {
        gpu.free(memory);
        placed.forEach(StepGraph::forgetPlaces);
        placed.clear();
      }
      memory = gpu.allocate(layout.bytes());
      memoryBytes = layout.bytes();
    }
    program.forgetPlaces();
    program.tape().bind(layout, memory);
    placed.add(program);
    return program;
  }

  @Override
  public void put(Parameter parameter, int array, float[] numbers) {
    gpu.enter();
    weights.put(parameter, array, numbers);
  }

  @Override
  public float[] get(Parameter parameter, int array) {
    gpu.enter();
    return weights.get(parameter, array);
  }

  @Override
  public float[] gradient(Parameter parameter) {
    gpu.enter();
    return weights.readGradient(parameter);
  }

  @Override
  public Scores train(float[] pixels, int[] labels, int iteration, int epoch) {
    gpu.enter();
    StepGraph program = placed(program(labels.length));
    BatchMemory batch = program.batch();
    batch.set(pixels, labels.length * each());
    batch.set(labels, iteration, plan.optimizer().rate(iteration));
    program.run(epoch);
    return new Scores(batch.foundLoss(), batch.foundScores(labels.length));
  }

  /** Numbers of an image. */
  private int each() {
    return Math.toIntExact(plan.input().shape().length() / plan.images());
  }

  /** Of the thread that waits for the GPU there is none worth speaking of. */
  @Override
  public long primitiveNanos(float[] pixels, int[] labels, int iteration, int epoch) {
    train(pixels, labels, iteration, epoch);
    return 0;
  }

  @Override
  public float[] infer(float[] pixels, int images) {
    gpu.enter();
    if (looking == null) {
      looking = new GraphBuilder(gpu, plan, false, weights).inference();
    }
    placed(looking);
    looking.batch().set(pixels, images * each());
    looking.run(0);
    return looking.batch().foundScores(images);
  }

  @Override
  public float[] look(float[] pixels, Value value) {
    gpu.enter();
    Plan one = plan.ofImages(1);
    Value wanted = one.value(value.name());
    try (StepGraph program = new GraphBuilder(gpu, one, false, weights).inference(wanted)) {
      placed(program);
      program.batch().set(pixels, each());
      program.run(0);
      Memory seen = new Memory(wanted.shape().length() * Float.BYTES);
      gpu.read(program.seen().address(), seen);
      placed.remove(program);
      return seen.getFloatArray(0, Math.toIntExact(wanted.shape().length()));
    }
  }

  @Override
  public void close() {
    gpu.enter();
    gpu.await();
    learning.values().forEach(StepGraph::close);
    if (looking != null) {
      looking.close();
    }
    weights.close();
    if (memory != 0) {
      gpu.free(memory);
    }
    gpu.close();
  }
}
