package io.github.dropblock.harness.compiled;

import java.util.IdentityHashMap;

/**
 * Turns a plan into a device's program, operation after operation, and keeps the arrays of values
 * and of their gradients. A device supplies the calls.
 *
 * @param <A> the device's arrays
 */
// Values and operations are told apart by identity: two may be equal.
@SuppressWarnings("ReferenceEquality")
public abstract class ProgramBuilder<A> implements OperationVisitor<OperationCalls> {
  private final Plan plan;
  private final boolean training;
  private final IdentityHashMap<Value, A> values = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Gradient<A>> gradients = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Operation> producers = new IdentityHashMap<>();
  private final IdentityHashMap<Operation, OperationCalls> calls = new IdentityHashMap<>();

  /**
   * @param training whether regularizers act, and a backward pass follows
   */
  protected ProgramBuilder(Plan plan, boolean training) {
    this.plan = plan;
    this.training = training;
  }

  /** Adds up two gradients of a value, in an array of its own. */
  protected abstract A sum(Value value, A left, A right);

  /** The same numbers as the value's own array has them: the array itself if it is so already. */
  protected abstract A asValue(Value value, A array);

  /**
   * The forward pass up to a value.
   *
   * @param input where the images are
   * @return the value's array
   */
  protected final A forward(A input, Value wanted) {
    values.put(plan.input(), input);
    for (Operation operation : plan.forward()) {
      producers.put(operation.output(), operation);
      OperationCalls made =
          !training && operation.regularizes() ? new NoDropping(operation) : operation.accept(this);
      made.forward();
      calls.put(operation, made);
      if (operation.output() == wanted) {
        break;
      }
    }
    return values.get(wanted);
  }

  /**
   * The backward pass. Comes after the forward pass, and after the scores were given a gradient.
   */
  protected final void backward() {
    plan.backward().forEach(operation -> calls.get(operation).backward());
  }

  /** What inference makes of a regularizer. */
  private final class NoDropping implements OperationCalls {
    private final Operation dropping;

    NoDropping(Operation dropping) {
      this.dropping = dropping;
    }

    @Override
    public void forward() {
      values.put(dropping.output(), values.get(dropping.inputs().get(0)));
    }

    @Override
    public void backward() {
      throw new IllegalStateException("inference has no backward pass");
    }
  }

  public final Plan plan() {
    return plan;
  }

  public final boolean training() {
    return training;
  }

  public final A value(Value value) {
    return values.get(value);
  }

  public final void put(Value value, A array) {
    values.put(value, array);
  }

  /** The operation that puts a value out; null for the input. */
  public final Operation producer(Value value) {
    return producers.get(value);
  }

  public final boolean isInput(Value value) {
    return value == plan.input();
  }

  /**
   * Whether one operation alone takes a value in, and the one that puts it out needs it no more, so
   * that it may be written over.
   */
  public final boolean mayOverwrite(Value value) {
    return plan.readers(value) == 1
        && producers.get(value) instanceof Operation.BatchNormalization norm
        && !norm.relu();
  }

  /**
   * Whether a regularizer may write over what it takes in: nobody else takes it in, and what it
   * does there leaves ReLU's gradient as it is, for which an output of 0 is one like any other.
   */
  public final boolean mayDropInPlace(Value value) {
    Operation producer = producers.get(value);
    return plan.readers(value) == 1
        && (producer instanceof Operation.SumRelu
            || (producer instanceof Operation.Convolution convolution && convolution.relu())
            || (producer instanceof Operation.Dense dense && dense.relu()));
  }

  /** The gradient of a value, laid out as the value itself. */
  public final Gradient<A> gradient(Value value) {
    return gradients.get(value);
  }

  /** Adds to a value's gradient. */
  public final void give(Value value, A array, boolean shared) {
    A in = asValue(value, array);
    Gradient<A> before = gradients.get(value);
    gradients.put(
        value,
        before == null
            ? new Gradient<>(in, shared && in == array)
            : new Gradient<>(sum(value, before.array(), in), false));
  }
}
