package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.compiled.UpdateRule;
import io.github.dropblock.harness.compiled.Value;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Turns a plan into a tape: arrays of values and of their gradients, call after call. */
final class TapeBuilder {
  private final Plan plan;
  private final boolean training;
  private final Weights weights;
  private final Workers workers;
  private final Tape tape = new Tape();
  private final CurrentBatch batch = new CurrentBatch();
  private final Map<Value, Buffer> values = new IdentityHashMap<>();
  private final Map<Value, Gradient> gradients = new IdentityHashMap<>();
  private final Map<Value, Operation> producers = new IdentityHashMap<>();

  /** Where gradients of parameters stay to be looked at; null where nobody will. */
  private final Map<Parameter, Buffer> kept;

  /** The same for all parameters of a step. */
  private UpdateRule.Update update;

  TapeBuilder(
      Plan plan, boolean training, Weights weights, Workers workers, boolean keepGradients) {
    this.plan = plan;
    this.training = training;
    this.weights = weights;
    this.workers = workers;
    this.kept = keepGradients ? new HashMap<>() : null;
  }

  /**
   * Forward pass, loss, backward pass, and each parameter changed as soon as its gradient is there.
   */
  Program learning() {
    Map<Operation, OperationCalls> calls = forward(plan.scores());
    Buffer scores = values.get(plan.scores());
    Buffer gradient = tape.array(scores.format());
    tape.add("loss", () -> loss(scores, gradient), scores, gradient);
    give(plan.scores(), gradient, false);
    plan.backward().forEach(operation -> calls.get(operation).backward());
    return new Program(tape, batch, kept, null);
  }

  /** Forward pass alone. */
  Program inference() {
    forward(plan.scores());
    Buffer scores = values.get(plan.scores());
    tape.add("scores", () -> batch.scores = numbers(scores, batch.images), scores);
    return new Program(tape, batch, null, null);
  }

  /** Forward pass up to a value, which is kept row by row. */
  Program inference(Value wanted) {
    forward(wanted);
    Buffer seen = values.get(wanted);
    Buffer plain = tape.array(Format.plain(wanted.shape()));
    tape.copy(seen, plain, wanted.name());
    tape.keep(plain);
    return new Program(tape, batch, null, plain);
  }

  private Map<Operation, OperationCalls> forward(Value wanted) {
    Buffer input = tape.array(Format.plain(plan.input().shape()));
    values.put(plan.input(), input);
    tape.add("input", () -> input(input), input);
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
      return training ? new NormalizationCalls(this, one) : new FixedNormalizationCalls(this, one);
    }
    if (operation instanceof Operation.SumRelu one) {
      return new SumCalls(this, one);
    }
    if (operation instanceof Operation.MaxPooling one) {
      return PoolingCalls.maximum(this, one);
    }
    if (operation instanceof Operation.Average one) {
      return PoolingCalls.average(this, one);
    }
    if (operation instanceof Operation.CrossChannelNormalization one) {
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
    throw new IllegalArgumentException("oneDNN's device knows no " + operation);
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

  private void input(Buffer input) {
    int each = input.length() / plan.images();
    input.numbers().put(0, batch.pixels, 0, each * batch.images);
  }

  private void loss(Buffer scores, Buffer gradient) {
    batch.scores = numbers(scores, plan.images());
    float[] of = new float[batch.scores.length];
    batch.loss = plan.loss().of(batch.scores, batch.labels, of);
    gradient.numbers().put(0, of);
    update = plan.optimizer().at(batch.iteration);
  }

  private float[] numbers(Buffer scores, int images) {
    float[] numbers = new float[images * plan.outputs()];
    scores.numbers().get(0, numbers);
    return numbers;
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

  CurrentBatch batch() {
    return batch;
  }

  Workers workers() {
    return workers;
  }

  Buffer value(Value value) {
    return values.get(value);
  }

  void put(Value value, Buffer array) {
    values.put(value, array);
  }

  boolean isInput(Value value) {
    return value == plan.input();
  }

  /** What puts a value out; null for the input. */
  Operation producer(Value value) {
    return producers.get(value);
  }

  /**
   * Whether one operation alone takes a value in, and the one that puts it out needs it no more, so
   * that it may be written over.
   */
  boolean mayOverwrite(Value value) {
    return plan.readers(value) == 1
        && producer(value) instanceof Operation.BatchNormalization norm
        && !norm.relu();
  }

  /**
   * Whether a regularizer may write over what it takes in: nobody else takes it in, and what it
   * does there leaves ReLU's gradient as it is, for which an output of 0 is one like any other.
   */
  boolean mayDropInPlace(Value value) {
    Operation producer = producer(value);
    return plan.readers(value) == 1
        && (producer instanceof Operation.SumRelu
            || producer instanceof Operation.Convolution convolution && convolution.relu()
            || producer instanceof Operation.Dense dense && dense.relu());
  }

  /** Numbers that stay as they are. */
  Buffer constant(Format format, float[] rowByRow) {
    return weights.constant(format, rowByRow);
  }

  boolean stored(Parameter parameter) {
    return weights.has(parameter);
  }

  /** The parameter's own array, made in this format if there is none. */
  Buffer stored(Parameter parameter, Format format) {
    return weights.values(parameter, format);
  }

  /** A parameter as a primitive wants it. */
  Buffer parameter(Parameter parameter, Format wanted) {
    return tape.in(wanted, weights.values(parameter, wanted), parameter.layer());
  }

  /** The gradient of a value, in the format of the value itself. */
  Gradient gradient(Value value) {
    return gradients.get(value);
  }

  /** Adds to a value's gradient. */
  void give(Value value, Buffer array, boolean shared) {
    Buffer in = tape.in(values.get(value).format(), array, "a gradient of " + value.name());
    Gradient before = gradients.get(value);
    if (before == null) {
      gradients.put(value, new Gradient(in, shared && in == array));
      return;
    }
    Buffer sum = tape.array(in.format());
    tape.add(
        Descriptor.of(
            "sum of gradients of " + value.name(),
            made ->
                dnnl_binary_primitive_desc_create(
                    made,
                    OneDnn.ENGINE,
                    dnnl_binary_add,
                    before.array().format().descriptor(),
                    in.format().descriptor(),
                    sum.format().descriptor(),
                    null)),
        Map.of(DNNL_ARG_SRC_0, before.array(), DNNL_ARG_SRC_1, in, DNNL_ARG_DST, sum));
    gradients.put(value, new Gradient(sum, false));
  }

  /** Changes a parameter by its gradient, which comes in any format. */
  void learn(Parameter parameter, Buffer gradient) {
    Buffer values = weights.array(parameter, 0);
    Buffer in = tape.in(values.format(), gradient, "a gradient of " + parameter.layer());
    if (kept != null) {
      kept.put(parameter, in);
      tape.keep(in);
    }
    boolean two = plan.optimizer().states() == 2;
    Buffer first = weights.array(parameter, 1);
    FloatBuffer second = two ? weights.array(parameter, 2).numbers() : first.numbers();
    tape.add(
        "update of " + parameter.layer() + " " + parameter.name(),
        () -> {
          UpdateRule.Update rule = update;
          Tiles.map(
              workers,
              values.length(),
              two ? 3 : 2,
              (tiles, length) -> rule.apply(tiles[0], tiles[3], tiles[1], tiles[2], length),
              values.numbers(),
              first.numbers(),
              second,
              in.numbers());
        },
        values,
        in);
  }
}
