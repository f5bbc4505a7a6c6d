package io.github.dropblock.harness.compiled;

/** Tells the kinds of operations apart. */
public interface OperationVisitor<T> {
  T convolution(Operation.Convolution operation);

  T batchNormalization(Operation.BatchNormalization operation);

  T sumRelu(Operation.SumRelu operation);

  T maxPooling(Operation.MaxPooling operation);

  T average(Operation.Average operation);

  T crossChannelNormalization(Operation.CrossChannelNormalization operation);

  T dense(Operation.Dense operation);

  T blockDropping(Operation.BlockDropping operation);

  T unitDropping(Operation.UnitDropping operation);
}
