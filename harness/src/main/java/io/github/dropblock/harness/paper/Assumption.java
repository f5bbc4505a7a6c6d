package io.github.dropblock.harness.paper;

/** A thing that the paper leaves open, and what this project does instead. */
public enum Assumption {
  IMAGE_SIZE(
      "Input size",
      "224 pixels in profile paper, smaller in the others",
      "ImageNet weights are made for 224 pixels"),
  FEATURES(
      "“Features flattened to 512”",
      "Global average pooling before the head: 512 features for VGG-16 and ResNet-34, 256 for"
          + " AlexNet",
      "VGG-16 at 224 pixels would flatten to 25,088; AlexNet has 256 channels"),
  BLOCK_SIZE(
      "DropBlock's block size s",
      "7 where the feature map is at least 14 cells wide, 5 from 10, else 3; never more than the map",
      "Practice of 2018 with p = 0.8; the DropBlock paper uses 7"),
  KEEP_SCHEDULE(
      "Schedule of DropBlock's keep probability p",
      "Constant, p = 0.8; linear from 1 to p can be chosen",
      "The paper names none; Ghiasi et al. 2018 found a schedule better"),
  PLACEMENT(
      "Where DropBlock acts: “shallow and middle layers”",
      "AlexNet: outputs of conv1 to conv5. VGG-16: last output of each convolution block. ResNet-34:"
          + " output of each residual block in stages 1 to 4. A block as large as the map, such as"
          + " the 2 × 2 of stage 4 at 64 pixels, drops whole channels",
      "The introduction calls the convolutions shallow and middle layers, and the fully connected"
          + " ones deep; which outputs within a block, it leaves open"),
  DROPOUT_RATE(
      "Dropout's rate", "0.5", "Usual after a 4096-unit layer (Krizhevsky 2012, Simonyan 2015)"),
  BATCH_SIZE("Batch size", "64 images in profile paper", "Unstated"),
  OPTIMIZERS(
      "The optimisers' other constants",
      "Keras 2's: ε 1e-7; AdaDelta's ρ 0.95, AdaMax's β 0.9 and 0.999, RMSprop's ρ 0.9",
      "Two of the stated rates are Keras' defaults"),
  TRAINED_BLOCKS(
      "“Part of the convolutions unfrozen” in VGG-16",
      "Block 5 is trained, 1 to 4 stay",
      "Unstated"),
  AUGMENTATION(
      "Amounts of the random rotation and crop",
      "±15° and a crop of 87.5 % of each side, in training only; no flip",
      "Stated without amounts; a flip is not named"),
  FROM_SCRATCH(
      "“Trained from 0” against “all base networks initialised from ImageNet”",
      "AlexNet and ResNet-34 start from scratch",
      "§2 says so first, and twice"),
  SAMPLE(
      "Which 17,000 of Kaggle's 25,000 photos",
      "A class-balanced, hash-ordered split manifest; exact duplicates stay in one part",
      "Unstated"),
  INITIAL_WEIGHTS(
      "Initial weights of what is trained from scratch",
      "He et al. 2015 for layers with ReLU, Glorot for the output; drawn from the cell's seed, the"
          + " same for every regularizer",
      "Unstated"),
  SMALL_IMAGES(
      "First strides for images smaller than 224 pixels",
      "AlexNet's is 4 from 128 pixels, 2 from 64, else 1; ResNet-34's is 2 from 64 pixels, else 1",
      "With the published strides no feature map would be left"),
  TESTED_WEIGHTS(
      "Which weights are tested",
      "Those after the last epoch",
      "The paper names no choice by validation"),
  LABELS("Labels", "Dog is 1, cat is 0", "Unstated"),
  BATCH_NORMALIZATION(
      "Batch normalisation's constants in ResNet-34",
      "ε 1e-5; running statistics keep 0.9 of themselves at each step",
      "He et al. 2015; Keras' 1e-3 and 0.99 would be as defensible, and may well move how much"
          + " losses fluctuate"),
  RESPONSE_NORMALIZATION(
      "Local response normalisation in AlexNet",
      "After conv1 and conv2: k 2, n 5, α 1e-4, β 0.75",
      "Krizhevsky 2012, §3.3"),
  ROTATION_FILL(
      "What fills the corners that a rotation turns in", "The border, repeated", "Unstated"),
  INPUT_NORMALIZATION(
      "Normalisation of the input",
      "(v − 127.5) / 63.75 for networks trained here; ImageNet's mean colour taken away for Keras'"
          + " weights",
      "Unstated; weights want the input that they were learnt from"),
  TEST_CROP(
      "Which part of a validation or test image is classified",
      "Its centre crop, as large as a training crop, once",
      "Unstated"),
  OPTIMIZER_RESET(
      "The optimiser's state where the phase changes",
      "Starts afresh",
      "AdaDelta's and AdaMax's states mean different things"),
  FROZEN_BLOCKS(
      "DropBlock in VGG-16's frozen blocks",
      "Drops there too while training; nothing before it learns",
      "The paper names the layers, not those that are trained"),
  MASKS(
      "DropBlock's mask over channels and images",
      "One of its own for each channel of each image; what is kept is rescaled over the whole batch"
          + " of maps",
      "As the DropBlock paper's code; sharing a mask over channels would be as defensible"),
  FLUCTUATION(
      "“Fluctuates least”",
      "Distance of an epoch's validation loss from the middle between its neighbours', relative to"
          + " that, mean over the whole training",
      "The paper shows curves and no number; it says “over the whole training”"),
  SPEED(
      "“Falls fastest”",
      "Epochs for nine tenths of a training's own way from ln 2 to its lowest loss",
      "The paper shows curves and no number; a common goal would take depth for speed");

  private final String open;
  private final String decision;
  private final String why;

  Assumption(String open, String decision, String why) {
    this.open = open;
    this.decision = decision;
    this.why = why;
  }

  /** What the paper leaves open. */
  public String open() {
    return open;
  }

  /** What is done here. */
  public String decision() {
    return decision;
  }

  /** The reason, in short. */
  public String why() {
    return why;
  }
}
