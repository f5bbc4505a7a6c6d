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
final class Assembly {
  private final Context gpu;
  private final Plan plan;
  private final boolean training;
  private final Weights weights;
  private final Tape tape = new Tape();
  private final Descriptors descriptors;
  private final BatchMemory batch;
  private final List<Long> owned = new ArrayList<>();
  private final List<IntConsumer> preparations = new ArrayList<>();
  private final Map<Value, Array> values = new IdentityHashMap<>();
  private final Map<Value, Gradient> gradients = new IdentityHashMap<>();
  private final Map<Value, Operation> producers = new IdentityHashMap<>();

  Assembly(Context gpu, Plan plan, boolean training, Weights weights) {
    this.gpu = gpu;
    this.plan = plan;
    this.training = training;
    this.weights = weights;
    descriptors = new Descriptors(gpu.cudnn);
    batch =
        new BatchMemory(gpu, plan.images(), plan.input().shape().length(), plan.outputs());
  }

  /** Forward pass, loss, backward pass, and one kernel that changes all parameters. */
  Program learning() {
    Map<Operation, OperationCalls> calls = forward(plan.scores());
    Array scores = values.get(plan.scores());
    loss(scores);
    plan.backward().forEach(operation -> calls.get(operation).backward());
    tape.add(() -> OptimizerCall.queue(gpu, weights, plan.optimizer(), step()));
    return program(null);
  }

  /** Forward pass alone. */
  Program inference() {
    forward(plan.scores());
    Array scores = values.get(plan.scores());
    tape.add(() -> batch.downloadScores(scores.address(), plan.images()), scores);
    return program(null);
  }

  /** Forward pass up to a value, which is kept. */
  Program inference(Value wanted) {
    forward(wanted);
    Array seen = values.get(wanted);
    tape.keep(seen);
    return program(seen);
  }

  private Program program(Array seen) {
    return new Program(gpu, tape, batch, descriptors, List.copyOf(owned), preparations, seen);
  }

  private Map<Operation, OperationCalls> forward(Value wanted) {
    values.put(
        plan.input(), Array.at(batch.pixels(), plan.input().shape().length() * Float.BYTES));
    tape.add(batch::upload);
    Map<Operation, OperationCalls> calls = new IdentityHashMap<>();
    for (Operation operation : plan.forward()) {
      producers.put(operation.output(), operation);
      OperationCalls made = callsOf(operation);
      made.forward();
      calls.put(operation, made);
      if (operation.output() == wanted) {
        break;
      }
    }
    return calls;
  }

  private OperationCalls callsOf(Operation operation) {
    if (operation instanceof Operation.Convolution one) {
      return new ConvolutionCalls(this, one);
    }
    if (operation instanceof Operation.BatchNormalization one) {
      return new NormalizationCalls(this, one);
    }
    if (operation instanceof Operation.SumRelu one) {
      return new SumCalls(this, one);
    }
    if (operation instanceof Operation.MaxPooling one) {
      return new PoolingCalls(this, one);
    }
    if (operation instanceof Operation.Average one) {
      return new AverageCalls(this, one);
    }
    if (operation instanceof Operation.ResponseNormalization one) {
      return new ResponseNormalizationCalls(this, one);
    }
    if (operation instanceof Operation.Dense one) {
      return new DenseCalls(this, one);
    }
    if (operation instanceof Operation.BlockDropping one) {
      return training ? new BlockDroppingCalls(this, one) : new Nothing(one.from(), one.output());
    }
    if (operation instanceof Operation.UnitDropping one) {
      return training ? new UnitDroppingCalls(this, one) : new Nothing(one.from(), one.output());
    }
    throw new IllegalArgumentException("CUDA's device knows no " + operation);
  }

  /** What inference makes of a regularizer. */
  private final class Nothing implements OperationCalls {
    private final Value from;
    private final Value to;

    Nothing(Value from, Value to) {
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

  private void loss(Array scores) {
    int images = plan.images();
    int outputs = plan.outputs();
    Array gradient = tape.floats((long) images * outputs);
    Array losses = tape.array((long) images * Double.BYTES);
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

  Context gpu() {
    return gpu;
  }

  Plan plan() {
    return plan;
  }

  boolean training() {
    return training;
  }

  Tape tape() {
    return tape;
  }

  Descriptors descriptors() {
    return descriptors;
  }

  Weights weights() {
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

  Array value(Value value) {
    return values.get(value);
  }

  void put(Value value, Array array) {
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
  Array reluGradient(Array output, Gradient given, long length) {
    Array from = given.array();
    Array to = given.shared() ? tape.floats(length) : from;
    tape.add(
        () ->
            gpu.kernels.launch(
                "relu_gradient", length, output.address(), from.address(), to.address(), length),
        output,
        from,
        to);
    return to;
  }

  Gradient gradient(Value value) {
    return gradients.get(value);
  }

  /** Adds to a value's gradient. */
  void give(Value value, Array array, boolean shared) {
    Gradient before = gradients.get(value);
    if (before == null) {
      gradients.put(value, new Gradient(array, shared));
      return;
    }
    long length = value.shape().length();
    Array sum = tape.floats(length);
    tape.add(
        () ->
            gpu.kernels.launch(
                "add", length, before.array().address(), array.address(), sum.address(), length),
        before.array(),
        array,
        sum);
    gradients.put(value, new Gradient(sum, false));
  }
}
