package io.github.dropblock.harness.experiment;

/**
 * Where the fine-tuned network's starting weights come from when no file gives them: the same
 * network trained on a source task, images of other things than cats and dogs.
 *
 * @param images of the source task, at most, over all its classes
 * @param epochs passes over its training images
 * @param learningRate Adam's
 */
public record Pretraining(int images, int epochs, double learningRate) {
  public Pretraining {
    if (images < 17 || epochs < 1 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "pretraining takes 17 images or more, 1 epoch or more and a learning rate above 0, but has "
              + "%s, %s and %s".formatted(images, epochs, learningRate));
    }
  }
}
