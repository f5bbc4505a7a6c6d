package io.github.dropblock.harness.compiled.cuda;

import io.github.dropblock.harness.compiled.Gradient;
import io.github.dropblock.harness.compiled.Loss;
import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.compiled.ProgramBuilder;
import io.github.dropblock.harness.compiled.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Turns a plan into a list of what is put into the GPU's queue. */
final class GraphBuilder extends ProgramBuilder<DeviceArray> {
  private final GpuContext gpu;
  private final DeviceWeights weights;
  private final LaunchList tape = new LaunchList();
  private final Descriptors descriptors;
  private final BatchMemory batch;
  private final List<Long> owned = new ArrayList<>();
  private final List<IntConsumer> preparations = new ArrayList<>();
  private final List<StepCount> counts = new ArrayList<>();

  /** Null where no blocks are dropped. */
  private final BlockDrawing drawing;

  GraphBuilder(GpuContext gpu, Plan plan, boolean training, DeviceWeights weights) {
    super(plan, training);
    this.gpu = gpu;
    this.weights = weights;
    descriptors = new Descriptors(gpu.cudnn, gpu.precision);
    List<Operation.BlockDropping> droppings =
        plan.forward().stream()
            .filter(operation -> training && operation instanceof Operation.BlockDropping)
            .map(Operation.BlockDropping.class::cast)
            .toList();
    batch =
        new BatchMemory(
            gpu, plan.images(), plan.input().shape().length(), plan.outputs(), droppings.size());
    drawing = droppings.isEmpty() ? null : new BlockDrawing(this, droppings);
  }

  /** Forward pass, loss, backward pass, and one kernel that changes all parameters. */
  StepGraph learning() {
    loss(forward(plan().scores()));
    backward();
    tape.add(() -> OptimizerLaunch.queue(gpu, weights, plan().optimizer(), step()));
    return program(null);
  }

  /** Forward pass alone. */
  StepGraph inference() {
    DeviceArray scores = forward(plan().scores());
    tape.add(() -> batch.downloadScores(scores.address(), plan().images()), scores);
    return program(null);
  }

  /** Forward pass up to a value, which is kept. */
  StepGraph inference(Value wanted) {
    DeviceArray seen = widened(wanted, forward(wanted));
    tape.keep(seen);
    return program(seen);
  }

  private StepGraph program(DeviceArray seen) {
    return new StepGraph(
        gpu, tape, batch, descriptors, List.copyOf(owned), preparations, counts, seen);
  }

  private DeviceArray forward(Value wanted) {
    tape.add(batch::upload);
    if (drawing != null) {
      tape.add(drawing::draw);
    }
    tape.add(weights::narrow);
    long length = plan().input().shape().length();
    return forward(narrowed(DeviceArray.at(batch.pixels(), length * Float.BYTES), length), wanted);
  }

  /** Whether maps and units are bfloat16. */
  boolean narrow() {
    return gpu.precision == Precision.BFLOAT_16;
  }

  /** An array of numbers of maps or units. */
  DeviceArray numbers(long count) {
    return tape.array(count * gpu.precision.bytes());
  }

  /** Floats as the numbers of maps or units: the array itself where those are floats. */
  private DeviceArray narrowed(DeviceArray floats, long count) {
    if (!narrow()) {
      return floats;
    }
    DeviceArray numbers = numbers(count);
    tape.add(
        () -> gpu.kernels.launch("narrow", count, floats.address(), numbers.address(), count),
        floats,
        numbers);
    return numbers;
  }

  /** A value's numbers as floats: the array itself where they are. */
  @SuppressWarnings("ReferenceEquality") // As in ProgramBuilder.
  private DeviceArray widened(Value value, DeviceArray array) {
    if (!narrow() || value == plan().scores()) {
      return array;
    }
    long count = value.shape().length();
    DeviceArray floats = tape.floats(count);
    tape.add(() -> widen(array, floats.address(), count), array, floats);
    return floats;
  }

  /**
   * Queues the copy of bfloat16 numbers as floats.
   *
   * @param floats their place on the GPU
   */
  void widen(DeviceArray numbers, long floats, long count) {
    gpu.kernels.launch("widen", count, numbers.address(), floats, count);
  }

  @Override
  public OperationCalls convolution(Operation.Convolution operation) {
    return new ConvolutionLaunches(this, operation);
  }

  @Override
  public OperationCalls batchNormalization(Operation.BatchNormalization operation) {
    return new NormalizationLaunches(this, operation);
  }

  @Override
  public OperationCalls sumRelu(Operation.SumRelu operation) {
    return new SumLaunches(this, operation);
  }

  @Override
  public OperationCalls maxPooling(Operation.MaxPooling operation) {
    return new PoolingLaunches(this, operation);
  }

  @Override
  public OperationCalls average(Operation.Average operation) {
    return new AverageLaunches(this, operation);
  }

  @Override
  public OperationCalls crossChannelNormalization(Operation.CrossChannelNormalization operation) {
    return new ResponseNormalizationLaunches(this, operation);
  }

  @Override
  public OperationCalls dense(Operation.Dense operation) {
    return new DenseLaunches(this, operation);
  }

  @Override
  public OperationCalls blockDropping(Operation.BlockDropping operation) {
    return new BlockDroppingLaunches(this, operation);
  }

  @Override
  public OperationCalls unitDropping(Operation.UnitDropping operation) {
    return new UnitDroppingLaunches(this, operation);
  }

  private void loss(DeviceArray scores) {
    int images = plan().images();
    int outputs = plan().outputs();
    DeviceArray gradient = tape.floats((long) images * outputs);
    DeviceArray losses = tape.array((long) images * Double.BYTES);
    tape.add(
        () -> {
          if (plan().loss() == Loss.BINARY_CROSS_ENTROPY) {
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
    give(plan().scores(), narrowed(gradient, (long) images * outputs), false);
  }

  GpuContext gpu() {
    return gpu;
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

  /**
   * Counters on the GPU, side by side, whole numbers of 64 bits. Each step sets all of them.
   *
   * @param after are told after a step what each came to
   */
  long counters(List<StepCount> after) {
    counts.addAll(after);
    return batch.counters();
  }

  /** Hears what was counted in a step. */
  @FunctionalInterface
  interface StepCount {
    void counted(long found, int epoch);
  }

  /** ReLU in place, as part of a call. */
  void relu(DeviceArray array, long length) {
    gpu.kernels.launch("relu", length, array.address(), array.address(), length);
  }

  /** Where DropBlock acts on a value; null where it doesn't. */
  BlockDrawing.Place dropped(Value value) {
    return drawing == null ? null : drawing.place(value);
  }

  /** Where DropBlock writes over a value that a ReLU puts out; null where it doesn't. */
  BlockDrawing.Place droppedInPlace(Value value) {
    return mayDropInPlace(value) ? dropped(value) : null;
  }

  /** Where DropBlock acts on a value that a sum's ReLU puts out for nobody else; null elsewhere. */
  BlockDrawing.Place droppedBySum(Value value) {
    return producer(value) instanceof Operation.SumRelu ? droppedInPlace(value) : null;
  }

  /**
   * The gradient at ReLU's input, given that at its output, or that behind DropBlock if that writes
   * over its output.
   *
   * @param value that ReLU puts out
   * @param output its array
   */
  DeviceArray reluGradient(Value value, DeviceArray output, Gradient<DeviceArray> given) {
    long length = value.shape().length();
    DeviceArray from = given.array();
    DeviceArray to = given.shared() ? numbers(length) : from;
    BlockDrawing.Place place = droppedInPlace(value);
    tape.add(
        () -> {
          if (place == null) {
            gpu.kernels.launch(
                "relu_gradient", length, output.address(), from.address(), to.address(), length);
          } else {
            gpu.kernels.launch(
                "relu_drop_gradient",
                length,
                output.address(),
                from.address(),
                to.address(),
                place.scale(),
                length);
          }
        },
        output,
        from,
        to);
    return to;
  }

  @Override
  protected DeviceArray asValue(Value value, DeviceArray array) {
    return array;
  }

  @Override
  protected DeviceArray sum(Value value, DeviceArray left, DeviceArray right) {
    long length = value.shape().length();
    DeviceArray sum = numbers(length);
    tape.add(
        () ->
            gpu.kernels.launch(
                "add", length, left.address(), right.address(), sum.address(), length),
        left,
        right,
        sum);
    return sum;
  }
}
