package io.github.dropblock.harness.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.RmsProp;

/**
 * RMSprop as in Keras: Hinton 2012, lecture 6e, with ε after the root, and the mean square starting
 * at 0. ND4J starts it at ε, which holds back the first steps of small gradients, and so of
 * fine-tuning. State: the mean square, as long as the parameters.
 */
public final class KerasRmsProp extends RmsProp {
  private static final long serialVersionUID = 1L;

  /** For Jackson. */
  KerasRmsProp() {}

  KerasRmsProp(double rate, double epsilon) {
    super(rate, 0.9, epsilon);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    GradientUpdater<?> updater = super.instantiate(state, initialize);
    if (initialize) {
      state.assign(0);
    }
    return updater;
  }

  @Override
  public RmsProp clone() {
    return new KerasRmsProp(getLearningRate(), getEpsilon());
  }
}
