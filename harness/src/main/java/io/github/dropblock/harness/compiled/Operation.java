package io.github.dropblock.harness.compiled;

import io.github.dropblock.harness.regularize.DropBlock;
import io.github.dropblock.harness.regularize.Dropout;
import java.util.List;
import java.util.function.UnaryOperator;

/** A step of a forward pass; the backward pass runs their gradients in the opposite order. */
public sealed interface Operation {
  /** What it takes in. */
  List<Value> inputs();

  /** What it puts out. */
  Value output();

  /** Parameters that it uses, those that stand still among them. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** The same operation on other values. */
  Operation on(UnaryOperator<Value> values);

  /** Has a visitor do what it does for operations of this kind. */
  <T> T accept(OperationVisitor<T> visitor);

  /** Whether it acts in training only. */
  default boolean regularizes() {
    return false;
  }

  /** Of the layer that it stands for, or of the first if it stands for several. */
  default String name() {
    return output().name();
  }

  /**
   * A convolution, and ReLU with it.
   *
   * @param bias null where there is none
   */
  record Convolution(
      Value from, Value output, Parameter weights, Parameter bias, Window window, boolean relu)
      implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new Convolution(values.apply(from), values.apply(output), weights, bias, window, relu);
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.convolution(this);
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }

    @Override
    public List<Parameter> parameters() {
      return bias == null ? List.of(weights) : List.of(weights, bias);
    }

    @Override
    public String name() {
      return weights.layer();
    }
  }

  /**
   * Batch normalisation (Ioffe and Szegedy 2015), and ReLU with it.
   *
   * @param mean the running one
   * @param variance the running one, as {@code log10} of the standard deviation if {@code logStd}
   * @param decay share of the running statistics that a step leaves as they were
   */
  record BatchNormalization(
      Value from,
      Value output,
      Parameter scale,
      Parameter shift,
      Parameter mean,
      Parameter variance,
      boolean logStd,
      double epsilon,
      double decay,
      boolean relu)
      implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new BatchNormalization(
          values.apply(from),
          values.apply(output),
          scale,
          shift,
          mean,
          variance,
          logStd,
          epsilon,
          decay,
          relu);
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.batchNormalization(this);
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(scale, shift, mean, variance);
    }

    @Override
    public String name() {
      return scale.layer();
    }
  }

  /** The ReLU of a sum. */
  record SumRelu(Value left, Value right, Value output) implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new SumRelu(values.apply(left), values.apply(right), values.apply(output));
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.sumRelu(this);
    }

    @Override
    public List<Value> inputs() {
      return List.of(left, right);
    }
  }

  /** Max-pooling. */
  record MaxPooling(Value from, Value output, Window window) implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new MaxPooling(values.apply(from), values.apply(output), window);
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.maxPooling(this);
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }
  }

  /** The average of each channel. */
  record Average(Value from, Value output) implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new Average(values.apply(from), values.apply(output));
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.average(this);
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }
  }

  /**
   * Local response normalisation over channels: {@code y = x · u^−0.75} with {@code u = k + α · Σ
   * x²}, the sum over the channels at most {@code reach} away.
   */
  record CrossChannelNormalization(Value from, Value output, double alpha, double k, int reach)
      implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new CrossChannelNormalization(
          values.apply(from), values.apply(output), alpha, k, reach);
    }

    /** β, the only exponent that the square roots of the devices make. */
    public static final double BETA = 0.75;

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.crossChannelNormalization(this);
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }
  }

  /** A fully connected layer, and ReLU with it. */
  record Dense(Value from, Value output, Parameter weights, Parameter bias, boolean relu)
      implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new Dense(values.apply(from), values.apply(output), weights, bias, relu);
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.dense(this);
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(weights, bias);
    }

    @Override
    public String name() {
      return weights.layer();
    }
  }

  /** DropBlock, in training only. */
  record BlockDropping(Value from, Value output, DropBlock blocks) implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new BlockDropping(values.apply(from), values.apply(output), blocks);
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.blockDropping(this);
    }

    @Override
    public boolean regularizes() {
      return true;
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }
  }

  /** Dropout, in training only. */
  record UnitDropping(Value from, Value output, Dropout units) implements Operation {
    @Override
    public Operation on(UnaryOperator<Value> values) {
      return new UnitDropping(values.apply(from), values.apply(output), units);
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.unitDropping(this);
    }

    @Override
    public boolean regularizes() {
      return true;
    }

    @Override
    public List<Value> inputs() {
      return List.of(from);
    }
  }
}
