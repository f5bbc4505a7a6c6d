package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Loss;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.compiled.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Turns a plan into a tape: arrays of values and of their gradients, call after call. */
final class GraphBuilder {
  private final GpuContext gpu;
  private final Plan plan;
  private final boolean training;
  private final DeviceWeights weights;
  private final LaunchList tape = new LaunchList();
  private final Descriptors descriptors;
  private final BatchMemory batch;
  private final List<Long> owned = new ArrayList<>();
  private final List<IntConsumer> preparations = new ArrayList<>();
  private final Map<Value, DeviceArray> values = new IdentityHashMap<>();
  private final Map<Value, DeviceGradient> gradients = new IdentityHashMap<>();
  private final Map<Value, Operation> producers = new IdentityHashMap<>();

  GraphBuilder(GpuContext gpu, Plan plan, boolean training, DeviceWeights weights) {
    this.gpu = gpu;
    this.plan = plan;
    this.training = training;
    this.weights = weights;
    descriptors = new Descriptors(gpu.cudnn);
    batch = new BatchMemory(gpu, plan.images(), plan.input().shape().length(), plan.outputs());
  }

  /** Forward pass, loss, backward pass, and one kernel that changes all parameters. */
  StepGraph learning() {
    Map<Operation, OperationLaunches> calls = forward(plan.scores());
    DeviceArray scores = values.get(plan.scores());
    loss(scores);
    plan.backward().forEach(operation -> calls.get(operation).backward());
    tape.add(() -> OptimizerLaunch.queue(gpu, weights, plan.optimizer(), step()));
    return program(null);
  }

  /** Forward pass alone. */
  StepGraph inference() {
    forward(plan.scores());
    DeviceArray scores = values.get(plan.scores());
    tape.add(() -> batch.downloadScores(scores.address(), plan.images()), scores);
    return program(null);
  }

  /** Forward pass up to a value, which is kept. */
  StepGraph inference(Value wanted) {
    forward(wanted);
    DeviceArray seen = values.get(wanted);
    tape.keep(seen);
    return program(seen);
  }

  private StepGraph program(DeviceArray seen) {
    return new StepGraph(gpu, tape, batch, descriptors, List.copyOf(owned), preparations, seen);
  }

  private Map<Operation, OperationLaunches> forward(Value wanted) {
    values.put(
        plan.input(), DeviceArray.at(batch.pixels(), plan.input().shape().length() * Float.BYTES));
    tape.add(batch::upload);
    Map<Operation, OperationLaunches> calls = new IdentityHashMap<>();
    for (Operation operation : plan.forward()) {
      producers.put(operation.output(), operation);
      OperationLaunches made = callsOf(operation);
      made.forward();
      calls.put(operation, made);
      if (operation.output() == wanted) {
        break;
      }
    }
    return calls;
  }

  private OperationLaunches callsOf(Operation operation) {
    if (operation instanceof Operation.Convolution one) {
      return new ConvolutionLaunches(this, one);
    }
    if (operation instanceof Operation.BatchNormalization one) {
      return new NormalizationLaunches(this, one);
    }
    if (operation instanceof Operation.SumRelu one) {
      return new SumLaunches(this, one);
    }
    if (operation instanceof Operation.MaxPooling one) {
      return new PoolingLaunches(this, one);
    }
    if (operation instanceof Operation.Average one) {
      return new AverageLaunches(this, one);
    }
    if (operation instanceof Operation.CrossChannelNormalization one) {
      return new ResponseNormalizationLaunches(this, one);
    }
    if (operation instanceof Operation.Dense one) {
      return new DenseLaunches(this, one);
    }
    if (operation instanceof Operation.BlockDropping one) {
      return training
          ? new BlockDroppingLaunches(this, one)
          : new NoDropping(one.from(), one.output());
    }
    if (operation instanceof Operation.UnitDropping one) {
      return training
          ? new UnitDroppingLaunches(this, one)
          : new NoDropping(one.from(), one.output());
    }
    throw new IllegalArgumentException("CUDA's device knows no " + operation);
  }

  /** What inference makes of a regularizer. */
  private final class NoDropping implements OperationLaunches {
    private final Value from;
    private final Value to;

    NoDropping(Value from, Value to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void forward() {
      values.put(to, values.get(from));
    }

    @Override
    public void backward() {
      throw new IllegalStateException("inference has no backward pass");
    }
  }

  private void loss(DeviceArray scores) {
    int images = plan.images();
    int outputs = plan.outputs();
    DeviceArray gradient = tape.floats((long) images * outputs);
    DeviceArray losses = tape.array((long) images * Double.BYTES);
    tape.add(
        () -> {
          if (plan.loss() == Loss.BINARY_CROSS_ENTROPY) {
            gpu.kernels.launch(
                "binary_loss",
                images,
                scores.address(),
                batch.labels(),
                gradient.address(),
                losses.address(),
                images);
          } else {
            gpu.kernels.launch(
                "softmax_loss",
                images,
                scores.address(),
                batch.labels(),
                gradient.address(),
                losses.address(),
                images,
                outputs);
          }
          gpu.kernels.launch("mean_loss", 1, losses.address(), batch.loss(), images);
          batch.downloadLoss();
          batch.downloadScores(scores.address(), images);
        },
        scores,
        gradient,
        losses);
    give(plan.scores(), gradient, false);
  }

  GpuContext gpu() {
    return gpu;
  }

  Plan plan() {
    return plan;
  }

  boolean training() {
    return training;
  }

  LaunchList tape() {
    return tape;
  }

  Descriptors descriptors() {
    return descriptors;
  }

  DeviceWeights weights() {
    return weights;
  }

  /** Where kernels read a step's iteration and rate. */
  long step() {
    return batch.step();
  }

  /** Memory that lives as long as the program. */
  long own(long bytes) {
    long made = gpu.allocate(bytes);
    owned.add(made);
    return made;
  }

  /**
   * @param preparation is given the epoch before each step
   */
  void beforeStep(IntConsumer preparation) {
    preparations.add(preparation);
  }

  DeviceArray value(Value value) {
    return values.get(value);
  }

  void put(Value value, DeviceArray array) {
    values.put(value, array);
  }

  /**
   * Whether a regularizer may write over what it takes in: nobody else takes it in, and what it
   * does there leaves ReLU's gradient as it is, for which an output of 0 is one like any other.
   */
  boolean mayDropInPlace(Value value) {
    Operation producer = producers.get(value);
    return plan.readers(value) == 1
        && (producer instanceof Operation.SumRelu
            || producer instanceof Operation.Convolution convolution && convolution.relu()
            || producer instanceof Operation.Dense dense && dense.relu());
  }

  /** The gradient at ReLU's input, given that at its output. */
  DeviceArray reluGradient(DeviceArray output, DeviceGradient given, long length) {
    DeviceArray from = given.array();
    DeviceArray to = given.shared() ? tape.floats(length) : from;
    tape.add(
        () ->
            gpu.kernels.launch(
                "relu_gradient", length, output.address(), from.address(), to.address(), length),
        output,
        from,
        to);
    return to;
  }

  DeviceGradient gradient(Value value) {
    return gradients.get(value);
  }

  /** Adds to a value's gradient. */
  void give(Value value, DeviceArray array, boolean shared) {
    DeviceGradient before = gradients.get(value);
    if (before == null) {
      gradients.put(value, new DeviceGradient(array, shared));
      return;
    }
    long length = value.shape().length();
    DeviceArray sum = tape.floats(length);
    tape.add(
        () ->
            gpu.kernels.launch(
                "add", length, before.array().address(), array.address(), sum.address(), length),
        before.array(),
        array,
        sum);
    gradients.put(value, new DeviceGradient(sum, false));
  }
}
