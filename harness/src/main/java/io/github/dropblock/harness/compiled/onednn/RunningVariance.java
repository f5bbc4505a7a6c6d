package io.github.dropblock.harness.compiled.onednn;

import io.github.dropblock.harness.compiled.Operation;

/** The running variance, of which Deeplearning4j keeps log10 of the root. */
final class RunningVariance {
  private RunningVariance() {}

  static double of(Operation.BatchNormalization norm, float stored) {
    return norm.logStd() ? StrictMath.pow(10, 2.0 * stored) : stored;
  }

  static float stored(Operation.BatchNormalization norm, double variance) {
    return (float) (norm.logStd() ? StrictMath.log10(variance) / 2 : variance);
  }
}
