package io.github.dropblock.harness.train;

/** What the steps of an epoch have found so far. */
final class EpochTally implements TrainingStep.StepListener {
  private final int epoch;
  private final double learningRate;
  private double loss;
  private int correct;
  private int images;

  EpochTally(int epoch, double learningRate) {
    this.epoch = epoch;
    this.learningRate = learningRate;
  }

  @Override
  public void found(TrainingStep.StepOutcome outcome) throws DivergedException {
    if (!Double.isFinite(outcome.loss())) {
      throw new DivergedException(epoch, outcome.loss(), learningRate);
    }
    loss += outcome.loss() * outcome.images();
    correct += outcome.correct();
    images += outcome.images();
  }

  /** Mean over the images, nats. */
  double loss() {
    return loss / images;
  }

  /** Share of the images classified right. */
  double accuracy() {
    return (double) correct / images;
  }

  int images() {
    return images;
  }
}
