package io.github.dropblock.harness.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdaMaxUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaMax;

/**
 * AdaMax as in Keras: Kingma and Ba 2015 (arXiv 1412.6980), algorithm 2, with ε added to the
 * infinity norm u. ND4J takes an ε and leaves it out, so a gradient that is nothing but a rounding
 * error makes a step of full size. State: {@code [m, u]}, each as long as the parameters.
 */
public final class KerasAdaMax extends AdaMax {
  private static final long serialVersionUID = 1L;

  /** For Jackson. */
  KerasAdaMax() {}

  KerasAdaMax(double rate, double epsilon) {
    super(rate, 0.9, 0.999, epsilon);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray state, boolean initialize) {
    AdaMaxUpdater updater = new WithEpsilon(this);
    updater.setStateViewArray(
        state, new long[] {1, state.length() / 2}, state.ordering(), initialize);
    return updater;
  }

  @Override
  public AdaMax clone() {
    return new KerasAdaMax(getLearningRate(), getEpsilon());
  }

  private static final class WithEpsilon extends AdaMaxUpdater {
    WithEpsilon(AdaMax config) {
      super(config);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      super.applyUpdater(gradient, iteration, epoch);
      INDArray u = getU();
      gradient.muli(u).divi(u.add(getConfig().getEpsilon()));
    }
  }
}
