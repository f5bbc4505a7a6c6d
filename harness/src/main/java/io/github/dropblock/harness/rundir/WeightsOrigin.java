package io.github.dropblock.harness.rundir;

import io.github.dropblock.harness.experiment.Normalization;

/** Where a fine-tuned network's starting weights come from. */
public enum WeightsOrigin {
  /** Learnt from the source task by this project. */
  PRETRAINED(Normalization.CENTRED),
  /** A DL4J model file of the user's. */
  DL4J(Normalization.CENTRED),
  /** A file of weights that Keras wrote, of whatever training. */
  KERAS(Normalization.IMAGENET_MEAN),
  /** The file that Keras publishes: VGG-16's convolutions, trained on ImageNet. */
  KERAS_IMAGENET(Normalization.IMAGENET_MEAN);

  private final Normalization normalization;

  WeightsOrigin(Normalization normalization) {
    this.normalization = normalization;
  }

  /** How the network's input is normalised. */
  public Normalization normalization() {
    return normalization;
  }

  /** Whether the file is HDF5 in Keras' layout; else it is a DL4J model. */
  public boolean keras() {
    return this == KERAS || this == KERAS_IMAGENET;
  }
}
