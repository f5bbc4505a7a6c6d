package io.github.dropblock.harness.experiment;

/**
 * The optimisers that the paper names (§2), and Adam for pretraining. The paper gives rates alone,
 * two of them Keras' defaults (AdaDelta 1.0, AdaMax 0.002), and names TensorFlow: so the other
 * numbers are Keras 2's too.
 */
public enum Optimizer {
  /** Zeiler 2012, arXiv 1212.5701; ρ 0.95, ε 1e-7. Its rate is 1. */
  ADADELTA("AdaDelta"),
  /** Kingma and Ba 2015, arXiv 1412.6980, algorithm 2; β₁ 0.9, β₂ 0.999, ε 1e-7. */
  ADAMAX("AdaMax"),
  /** Hinton 2012, lecture 6e; ρ 0.9, ε 1e-7 after the root. */
  RMSPROP("RMSprop"),
  /** Kingma and Ba 2015, arXiv 1412.6980, algorithm 1; β₁ 0.9, β₂ 0.999, ε 1e-8. */
  ADAM("Adam");

  private final String title;

  Optimizer(String title) {
    this.title = title;
  }

  /** The name for people. */
  public String title() {
    return title;
  }
}
