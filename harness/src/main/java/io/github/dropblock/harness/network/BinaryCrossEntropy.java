package io.github.dropblock.harness.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The paper's Eq. 6 of one sigmoid output, worked out from the score z before the sigmoid: loss
 * {@code max(z, 0) − z·y + ln(1 + e^−|z|)}, gradient {@code sigmoid(z) − y}. All arrays are {@code
 * [images, 1]}; losses are in nats.
 *
 * <p>Deeplearning4j's own works from the probability, which it keeps away from 0 and 1. Beyond that
 * the gradient is 0: AdaDelta's first step takes AlexNet's 4,096 units there, and they never learn.
 */
public final class BinaryCrossEntropy implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private transient boolean scoreLeftOut;

  /**
   * From now on the score is 0, which nobody has to wait for: DL4J asks for it at each step, and on
   * a GPU a number for the host means waiting for all that was queued.
   */
  void leaveOutScore() {
    scoreLeftOut = true;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray scores, IActivation sigmoid, INDArray mask, boolean average) {
    if (scoreLeftOut) {
      return 0;
    }
    double sum = computeScoreArray(labels, scores, sigmoid, mask).sumNumber().doubleValue();
    return average ? sum / scores.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray scores, IActivation sigmoid, INDArray mask) {
    requireNoMask(mask);
    INDArray loss = Transforms.exp(Transforms.abs(scores, true).negi(), false).addi(1);
    return Transforms.log(loss, false)
        .addi(Transforms.relu(scores, true))
        .subi(scores.mul(labels.castTo(scores.dataType())));
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray scores, IActivation sigmoid, INDArray mask) {
    requireNoMask(mask);
    return Transforms.sigmoid(scores, true).subi(labels.castTo(scores.dataType()));
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray scores, IActivation sigmoid, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, scores, sigmoid, mask, average),
        computeGradient(labels, scores, sigmoid, mask));
  }

  private static void requireNoMask(INDArray mask) {
    if (mask != null) {
      throw new UnsupportedOperationException("no image is masked here");
    }
  }

  @Override
  public String name() {
    return "BinaryCrossEntropy";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryCrossEntropy;
  }

  @Override
  public int hashCode() {
    return BinaryCrossEntropy.class.hashCode();
  }
}
