package io.github.dropblock.harness.train;

/** The loss is not a number any more, and never will be again. */
final class DivergedException extends Exception {
  private static final long serialVersionUID = 1L;

  DivergedException(int epoch, double loss, double learningRate) {
    super(
        "the training loss became %s in epoch %s at learning rate %s"
            .formatted(loss, epoch, learningRate));
  }
}
