package io.github.dropblock.harness.experiment;

/** The optimisers that the paper names (§2), and Adam for pretraining. */
public enum Optimizer {
  /**
   * Zeiler 2012, arXiv 1212.5701; ρ 0.95, ε 1e-6. The learning rate scales the step, as in Keras.
   */
  ADADELTA("AdaDelta"),
  /** Kingma and Ba 2015, arXiv 1412.6980, algorithm 2; β₁ 0.9, β₂ 0.999. */
  ADAMAX("AdaMax"),
  /** Hinton 2012, lecture 6e; ρ 0.9. */
  RMSPROP("RMSprop"),
  /** Kingma and Ba 2015, arXiv 1412.6980, algorithm 1; β₁ 0.9, β₂ 0.999. */
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
