package io.github.dropblock.harness.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;

import io.github.dropblock.harness.compiled.Operation;
import io.github.dropblock.harness.compiled.OperationCalls;
import io.github.dropblock.harness.compiled.Parameter;
import io.github.dropblock.harness.compiled.Plan;
import io.github.dropblock.harness.compiled.ProgramBuilder;
import io.github.dropblock.harness.compiled.UpdateRule;
import io.github.dropblock.harness.compiled.Value;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** Turns a plan into a tape, in oneDNN's formats. */
final class TapeBuilder extends ProgramBuilder<Buffer> {
  private final Weights weights;
  private final Workers workers;
  private final Tape tape = new Tape();
  private final CurrentBatch batch = new CurrentBatch();

  /** Where gradients of parameters stay to be looked at; null where nobody will. */
  private final Map<Parameter, Buffer> kept;

  /** The same for all parameters of a step. */
  private UpdateRule.Update update;

  TapeBuilder(
      Plan plan, boolean training, Weights weights, Workers workers, boolean keepGradients) {
    super(plan, training);
    this.weights = weights;
    this.workers = workers;
    this.kept = keepGradients ? new HashMap<>() : null;
  }

  /**
   * Forward pass, loss, backward pass, and each parameter changed as soon as its gradient is there.
   */
  Program learning() {
    Buffer scores = forward(plan().scores());
    Buffer gradient = tape.array(scores.format());
    tape.add("loss", () -> loss(scores, gradient), scores, gradient);
    give(plan().scores(), gradient, false);
    backward();
    return new Program(tape, batch, kept, null);
  }

  /** Forward pass alone. */
  Program inference() {
    Buffer scores = forward(plan().scores());
    tape.add("scores", () -> batch.scores = numbers(scores, batch.images), scores);
    return new Program(tape, batch, null, null);
  }

  /** Forward pass up to a value, which is kept row by row. */
  Program inference(Value wanted) {
    Buffer seen = forward(wanted);
    Buffer plain = tape.array(Format.plain(wanted.shape()));
    tape.copy(seen, plain, wanted.name());
    tape.keep(plain);
    return new Program(tape, batch, null, plain);
  }

  private Buffer forward(Value wanted) {
    Buffer input = tape.array(Format.plain(plan().input().shape()));
    tape.add("input", () -> input(input), input);
    return forward(input, wanted);
  }

  @Override
  public OperationCalls convolution(Operation.Convolution operation) {
    return new ConvolutionCalls(this, operation);
  }

  @Override
  public OperationCalls batchNormalization(Operation.BatchNormalization operation) {
    return training()
        ? new NormalizationCalls(this, operation)
        : new FixedNormalizationCalls(this, operation);
  }

  @Override
  public OperationCalls sumRelu(Operation.SumRelu operation) {
    return new SumCalls(this, operation);
  }

  @Override
  public OperationCalls maxPooling(Operation.MaxPooling operation) {
    return PoolingCalls.maximum(this, operation);
  }

  @Override
  public OperationCalls average(Operation.Average operation) {
    return PoolingCalls.average(this, operation);
  }

  @Override
  public OperationCalls crossChannelNormalization(Operation.CrossChannelNormalization operation) {
    return new ResponseNormalizationCalls(this, operation);
  }

  @Override
  public OperationCalls dense(Operation.Dense operation) {
    return new DenseCalls(this, operation);
  }

  @Override
  public OperationCalls blockDropping(Operation.BlockDropping operation) {
    return new BlockDroppingCalls(this, operation);
  }

  @Override
  public OperationCalls unitDropping(Operation.UnitDropping operation) {
    return new UnitDroppingCalls(this, operation);
  }

  private void input(Buffer input) {
    int each = input.length() / plan().images();
    input.numbers().put(0, batch.pixels, 0, each * batch.images);
  }

  private void loss(Buffer scores, Buffer gradient) {
    batch.scores = numbers(scores, plan().images());
    float[] of = new float[batch.scores.length];
    batch.loss = plan().loss().of(batch.scores, batch.labels, of);
    gradient.numbers().put(0, of);
    update = plan().optimizer().at(batch.iteration);
  }

  private float[] numbers(Buffer scores, int images) {
    float[] numbers = new float[images * plan().outputs()];
    scores.numbers().get(0, numbers);
    return numbers;
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

  @Override
  protected Buffer asValue(Value value, Buffer array) {
    return tape.in(value(value).format(), array, "a gradient of " + value.name());
  }

  @Override
  protected Buffer sum(Value value, Buffer left, Buffer right) {
    Buffer sum = tape.array(right.format());
    tape.add(
        Descriptor.of(
            "sum of gradients of " + value.name(),
            made ->
                dnnl_binary_primitive_desc_create(
                    made,
                    OneDnn.ENGINE,
                    dnnl_binary_add,
                    left.format().descriptor(),
                    right.format().descriptor(),
                    sum.format().descriptor(),
                    null)),
        Map.of(DNNL_ARG_SRC_0, left, DNNL_ARG_SRC_1, right, DNNL_ARG_DST, sum));
    return sum;
  }

  /** Changes a parameter by its gradient, which comes in any format. */
  void learn(Parameter parameter, Buffer gradient) {
    Buffer values = weights.array(parameter, 0);
    Buffer in = tape.in(values.format(), gradient, "a gradient of " + parameter.layer());
    if (kept != null) {
      kept.put(parameter, in);
      tape.keep(in);
    }
    boolean two = plan().optimizer().states() == 2;
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
